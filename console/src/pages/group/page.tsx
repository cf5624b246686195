import { IconUsersGroup } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import {
  directoryKey,
  groupChangesQuery,
  groupGroupsQuery,
  groupMembersQuery,
  groupQuery,
} from "../../api/directory.ts";
import { isRefused } from "../../api/refused.ts";
import type { Group, ListedUser } from "../../api/types.ts";
import { FilterBar } from "../../filters/filter-bar.tsx";
import { SearchField } from "../../filters/search-field.tsx";
import { History } from "../../history/history.tsx";
import { useLive } from "../../live/live.ts";
import { GroupList } from "../../people/group-list.tsx";
import { KeptInStep } from "../../people/kept-in-step.tsx";
import { ManagedBy } from "../../people/managed-by.tsx";
import { NotThere } from "../../people/not-there.tsx";
import styles from "../../people/people.module.css";
import { useLeaf } from "../../shell/leaf.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { roleNames } from "../../shell/roles.ts";
import { Failure } from "../../states/failure.tsx";
import { given } from "../../table/address.ts";
import type { Column } from "../../table/data-table.tsx";
import { PagedList } from "../../table/paged-list.tsx";
import text from "../../theme/text.module.css";
import { count, several } from "../../time/words.ts";
import { UserLoading } from "../user/loading.tsx";
import { columns as userColumns } from "../users/columns.tsx";
import { GroupActions, useGroupOff } from "./actions/group-actions.tsx";
import { RemoveMember } from "./actions/remove-member.tsx";

/** Beside the history there is room for who it is, and whether they have access. */
const memberColumns = userColumns.filter(({ id }) => id === "name" || id === "status");

/** Takes a member out, where the group is one's to change. */
function removing(group: Group): Column<ListedUser> {
  return {
    id: "remove",
    header: "Remove",
    end: true,
    bone: 24,
    cell: (user) => <RemoveMember group={group} member={user} />,
  };
}

/** All Products > Directory > Groups > one of them. */
export function GroupPage(): ReactNode {
  const { id } = useParams({ from: "/signed-in/directory/groups/$id" });
  const group = useQuery(groupQuery(id));
  useLive(directoryKey);
  useLeaf(group.data?.name);

  if (group.isError && isRefused(group.error, "not found")) {
    return <NotThere icon={<IconUsersGroup size={24} stroke={1.6} aria-hidden />} what="group" />;
  }
  if (group.data) return <Loaded key={id} group={group.data} />;
  if (group.isPending) return <UserLoading />;
  return (
    <>
      <PageHead title="Group" />
      <Failure onRetry={() => void group.refetch()} busy={group.isFetching} />
    </>
  );
}

function Loaded({ group }: { group: Group }): ReactNode {
  const mayChange = useGroupOff(group) === undefined;
  const { externalId } = group.resource;
  return (
    <>
      <PageHead title={group.name} actions={<GroupActions group={group} />}>
        <div className={styles.facts}>
          <ManagedBy scimManaged={group.scimManaged} />
          {group.role && <span className={styles.pill}>gives role {roleNames[group.role]}</span>}
          <span className={`${text.mono} ${text.dim} ${text.notOnPhone}`}>{group.id}</span>
          {typeof externalId === "string" && (
            <span className={`${text.dim} ${text.notOnPhone}`}>
              externalId <span className={text.mono}>{externalId}</span>
            </span>
          )}
        </div>
      </PageHead>
      <div className={styles.columns}>
        <div>
          {group.memberGroups > 0 && (
            <section className={styles.section} aria-labelledby="groups">
              <div className={styles.head}>
                <h2 id="groups">Groups in it</h2>
                <span className={`${text.small} ${text.dim}`}>
                  {several(group.memberGroups, "group is a member", "groups are members")}
                </span>
              </div>
              <GroupList
                query={groupGroupsQuery(group.id)}
                {...(mayChange && { action: (one) => <RemoveMember group={group} member={one} /> })}
              />
            </section>
          )}
          <Members group={group} mayChange={mayChange} />
        </div>
        <aside>
          <History id={group.id} query={groupChangesQuery(group.id)} />
        </aside>
      </div>
    </>
  );
}

function Members({ group, mayChange }: { group: Group; mayChange: boolean }): ReactNode {
  const columns = useMemo(() => (mayChange ? [...memberColumns, removing(group)] : memberColumns), [mayChange, group]);
  const address = useSearch({ from: "/signed-in/directory/groups/$id" });
  const navigate = useNavigate({ from: "/directory/groups/$id" });
  const members = useQuery(groupMembersQuery(group.id, address));
  const { exact, count: all } = group.members;
  const people = exact ? { count: all - group.memberGroups, exact } : { count: all, exact };
  const turn = (cursor: string | undefined) => void navigate({ search: given({ ...address, cursor }) });
  return (
    <section className={styles.section} aria-labelledby="members">
      <div className={styles.head}>
        <h2 id="members">Members</h2>
        {group.scimManaged && <KeptInStep />}
      </div>
      {people.count === 0 ? (
        <p className={text.dim}>Nobody is a member.</p>
      ) : (
        <>
          <FilterBar
            search={
              <SearchField
                label="Name, userName, email or id"
                value={address.search ?? ""}
                onSearch={(wanted) =>
                  void navigate({
                    search: given({ search: wanted || undefined }),
                    replace: address.search !== undefined,
                  })
                }
              />
            }
          />
          <PagedList
            label="Members"
            columns={columns}
            page={members}
            total={address.search ? undefined : people}
            none={
              <p className={text.dim} aria-live="polite">
                None of {count(people.count)}
                {!people.exact && "+"} members has a name that begins with this.
              </p>
            }
            cursor={address.cursor}
            onTurn={turn}
          />
        </>
      )}
    </section>
  );
}
