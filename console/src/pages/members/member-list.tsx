import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots, IconUserCog, IconUserMinus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { type Member, membersQuery } from "../../api/members.ts";
import { SearchField } from "../../filters/search-field.tsx";
import { statusNames } from "../../people/status.tsx";
import { roleNames } from "../../shell/roles.ts";
import { Bone, useSlow } from "../../states/bone.tsx";
import { Failure } from "../../states/failure.tsx";
import text from "../../theme/text.module.css";
import styles from "./members.module.css";

interface MemberListProps {
  mayChange: boolean;
  onChange: (member: Member) => void;
  onWithdraw: (member: Member) => void;
}

/** All who have a role, those with most rights first. */
export function MemberList({ mayChange, onChange, onWithdraw }: MemberListProps): ReactNode {
  const [search, setSearch] = useState("");
  const members = useInfiniteQuery(membersQuery(search));
  const found = members.data?.pages.flatMap((page) => page.members);
  return (
    <section aria-label="People">
      <div className={styles.search}>
        <SearchField label="Name or userName" value={search} onSearch={setSearch} />
      </div>
      {members.isError && <Failure onRetry={() => members.refetch()} busy={members.isFetching} />}
      {members.isPending && <Loading />}
      {found?.length === 0 && (
        <p className={`${text.dim} ${styles.none}`}>No member's name or userName begins with “{search}”.</p>
      )}
      {found && found.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Role</th>
              <th scope="col" className={text.notOnPhone}>
                Where from
              </th>
              <th scope="col" className={text.notOnPhone}>
                Sign-in
              </th>
              {mayChange && (
                <th scope="col">
                  <span className={text.hidden}>Actions</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {found.map((member) => (
              <tr key={member.id}>
                <th scope="row">
                  <div className={styles.name}>{member.name}</div>
                  {member.name !== member.userName && (
                    <div className={`${text.mono} ${text.small} ${text.dim} ${text.notOnPhone}`}>{member.userName}</div>
                  )}
                </th>
                <td>{roleNames[member.role]}</td>
                <td className={`${text.second} ${text.notOnPhone}`}>{whereFrom(member)}</td>
                <td className={text.notOnPhone}>
                  <SignIn member={member} />
                </td>
                {mayChange && (
                  <td className={text.number}>
                    <Actions member={member} onChange={onChange} onWithdraw={onWithdraw} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {members.hasNextPage && (
        <Button size="xs" onClick={() => members.fetchNextPage()} loading={members.isFetchingNextPage}>
          Show more
        </Button>
      )}
      <span className={text.hidden} aria-live="polite">
        {found && search !== "" && `${found.length} found.`}
      </span>
    </section>
  );
}

/** "Granted", "Granted; Support", "Support": what gives the role, or a lower one beside it. */
function whereFrom({ granted, groups }: Member): string {
  return [...(granted ? ["Granted"] : []), ...groups.map(({ name }) => `Group ${name}`)].join(", ");
}

function SignIn({ member: { status, signsIn } }: { member: Member }): ReactNode {
  if (status !== "active") return <span className={styles.badge}>{statusNames[status]}</span>;
  if (!signsIn) return <span className={styles.badge}>None yet</span>;
  return <span className={styles.active}>Active</span>;
}

function Actions({ member, onChange, onWithdraw }: { member: Member } & Omit<MemberListProps, "mayChange">): ReactNode {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${member.name}`}>
          <IconDots size={16} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconUserCog size={16} stroke={1.75} aria-hidden />} onClick={() => onChange(member)}>
          {member.granted ? "Change role…" : "Grant a role…"}
        </Menu.Item>
        {member.granted && (
          <Menu.Item
            leftSection={<IconUserMinus size={16} stroke={1.75} aria-hidden />}
            onClick={() => onWithdraw(member)}
          >
            Withdraw role…
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Loading(): ReactNode {
  const slow = useSlow();
  return (
    <div className={styles.loading} aria-busy="true">
      {slow &&
        [180, 150, 210].map((width) => (
          <div key={width} className={styles.boneRow}>
            <Bone width={width} />
            <Bone width={110} />
          </div>
        ))}
    </div>
  );
}
