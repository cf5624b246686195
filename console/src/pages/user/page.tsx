import { IconUser } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { directoryKey, userChangesQuery, userGroupsQuery, userQuery } from "../../api/directory.ts";
import { isRefused } from "../../api/refused.ts";
import type { User } from "../../api/types.ts";
import { History } from "../../history/history.tsx";
import { useLive } from "../../live/live.ts";
import { Attributes } from "../../people/attributes.tsx";
import { Avatar } from "../../people/avatar.tsx";
import { GroupList } from "../../people/group-list.tsx";
import { KeptInStep } from "../../people/kept-in-step.tsx";
import { ManagedBy } from "../../people/managed-by.tsx";
import { NotThere } from "../../people/not-there.tsx";
import styles from "../../people/people.module.css";
import { Status } from "../../people/status.tsx";
import { useLeaf } from "../../shell/leaf.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { Failure } from "../../states/failure.tsx";
import text from "../../theme/text.module.css";
import { UserActions } from "./actions/user-actions.tsx";
import { attributesOf } from "./attributes.ts";
import { UserLoading } from "./loading.tsx";
import { SignIn } from "./sign-in.tsx";

/** All Products > Directory > Users > one of them. */
export function UserPage(): ReactNode {
  const { id } = useParams({ from: "/signed-in/directory/users/$id" });
  const user = useQuery(userQuery(id));
  useLive(directoryKey);
  useLeaf(user.data?.name);

  if (user.isError && isRefused(user.error, "not found")) {
    return <NotThere icon={<IconUser size={24} stroke={1.6} aria-hidden />} what="user" />;
  }
  if (user.data) return <Loaded user={user.data} />;
  if (user.isPending) return <UserLoading />;
  return (
    <>
      <PageHead title="User" />
      <Failure onRetry={() => void user.refetch()} busy={user.isFetching} />
    </>
  );
}

function Loaded({ user }: { user: User }): ReactNode {
  return (
    <>
      <PageHead
        title={user.name}
        before={<Avatar name={user.name} large />}
        actions={<UserActions user={user} role={user.signIn.role} />}
      >
        <div className={styles.facts}>
          <Status status={user.status} />
          <ManagedBy scimManaged={user.scimManaged} />
          <span className={`${text.mono} ${text.dim} ${text.notOnPhone}`}>{user.id}</span>
        </div>
      </PageHead>
      <div className={styles.columns}>
        <div>
          <section className={styles.section} aria-labelledby="attributes">
            <div className={styles.head}>
              <h2 id="attributes">Attributes</h2>
              {user.scimManaged && <KeptInStep />}
            </div>
            <Attributes of={shownOf(user)} />
          </section>
          <section className={styles.section} aria-labelledby="groups">
            <div className={styles.head}>
              <h2 id="groups">Groups</h2>
              {user.groups > 0 && <span className={`${text.small} ${text.dim}`}>{user.groups} direct</span>}
            </div>
            {user.groups === 0 ? (
              <p className={text.dim}>In no group.</p>
            ) : (
              <GroupList query={userGroupsQuery(user.id)} />
            )}
          </section>
          <SignIn user={user} />
        </div>
        <aside>
          <History id={user.id} query={userChangesQuery(user.id)} />
        </aside>
      </div>
    </>
  );
}

function shownOf(user: User) {
  return attributesOf(user.resource).map(({ key, label, value, mono, primary }) => ({
    key,
    label,
    value:
      key === "manager" && user.manager ? (
        <Link className={text.link ?? ""} to="/directory/users/$id" params={{ id: user.manager.id }}>
          {user.manager.name}
        </Link>
      ) : (
        <>
          {mono ? <span className={text.mono}>{value}</span> : value}
          {primary && <span className={styles.pill}>Primary</span>}
        </>
      ),
  }));
}
