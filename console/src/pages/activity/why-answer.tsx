import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Why, whyQuery } from "../../api/activity.ts";
import { meQuery } from "../../api/queries.ts";
import { LinkButton } from "../../links/link-button.tsx";
import { Bone, useSlow } from "../../states/bone.tsx";
import { Failure } from "../../states/failure.tsx";
import text from "../../theme/text.module.css";
import { Told } from "../../told/told.tsx";
import styles from "./why-answer.module.css";

interface WhyAnswerProps {
  about: string;
  onClose: () => void;
}

/** Why somebody is not here, or that they are: in a few sentences, with ways on. */
export function WhyAnswer({ about, onClose }: WhyAnswerProps): ReactNode {
  const why = useQuery(whyQuery(about));
  return (
    <section className={styles.answer} aria-label={`Why isn’t ${about} here?`} aria-busy={why.isPending}>
      <div className={styles.words} aria-live="polite">
        {why.data ? (
          <Answered why={why.data} />
        ) : why.isPending ? (
          <Loading />
        ) : (
          <Failure onRetry={() => why.refetch()} busy={why.isFetching} />
        )}
      </div>
      <ActionIcon aria-label="Close the answer" onClick={onClose}>
        <IconX size={16} stroke={1.75} aria-hidden />
      </ActionIcon>
    </section>
  );
}

function Answered({ why }: { why: Why }): ReactNode {
  const { data: me } = useSuspenseQuery(meQuery);
  const { sentences, users, group, refusal } = why;
  const [first, ...rest] = sentences;
  const names = [...users.map(({ name }) => name), ...(group ? [group.name] : [])];
  const mayAdd = me.role === "organization_admin" && refusal?.domain;
  return (
    <>
      <p className={styles.first}>
        <Told text={first ?? ""} names={names} />
      </p>
      {rest.map((sentence) => (
        <p key={sentence} className={text.second}>
          <Told text={sentence} names={names} />
        </p>
      ))}
      {(users.length > 0 || group || refusal || mayAdd) && (
        <p className={styles.ways}>
          {users.map(({ id, name, address, deleted }) =>
            deleted ? (
              <Link key={id} to="/directory/deleted-users" search={{ search: address ?? name }} className={text.link}>
                {name} under Deleted users
              </Link>
            ) : (
              <Link key={id} to="/directory/users/$id" params={{ id }} className={text.link}>
                {name}
              </Link>
            ),
          )}
          {group && (
            <Link to="/directory/groups/$id" params={{ id: group.id }} className={text.link}>
              {group.name}
            </Link>
          )}
          {refusal && (
            <Link to="/activity" search={(search) => ({ ...search, request: refusal.id })} className={text.link}>
              See request
            </Link>
          )}
          {mayAdd && (
            <LinkButton
              size="xs"
              to="/admin/login-access/scim-users-provisioning"
              search={{ add: refusal.domain ?? "" }}
            >
              Add Domain
            </LinkButton>
          )}
        </p>
      )}
    </>
  );
}

function Loading(): ReactNode {
  const slow = useSlow();
  return slow ? (
    <div className={styles.bones}>
      <Bone width={340} />
      <Bone width={260} height={10} />
    </div>
  ) : (
    <div className={styles.bones} />
  );
}
