import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { groupGroupsQuery, userGroupsQuery } from "../api/directory.ts";
import type { ListedGroup } from "../api/types.ts";
import { roleNames } from "../shell/roles.ts";
import { Bone, useSlow } from "../states/bone.tsx";
import { Failure } from "../states/failure.tsx";
import { count } from "../time/words.ts";
import styles from "./people.module.css";

interface GroupListProps {
  query: ReturnType<typeof userGroupsQuery> | ReturnType<typeof groupGroupsQuery>;
  /** What can be done with each, at the end of its row. */
  action?: (group: ListedGroup) => ReactNode;
}

/** Groups by name, each with how many members it has, twenty at a time. */
export function GroupList({ query, action }: GroupListProps): ReactNode {
  const { data, isError, refetch, isFetching, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    query as ReturnType<typeof userGroupsQuery>,
  );
  const slow = useSlow();
  if (isError && !data) return <Failure onRetry={() => void refetch()} busy={isFetching} />;
  if (!data) return slow && <Bone width={220} />;
  return (
    <>
      <ul className={styles.groups}>
        {data.pages
          .flatMap((page) => page.rows)
          .map((group) => {
            const { id, name, role, members } = group;
            return (
              <li key={id}>
                <Link to="/directory/groups/$id" params={{ id }}>
                  {name}
                </Link>
                {role && <span className={styles.pill}>gives role {roleNames[role]}</span>}
                <span className={styles.size} title="Members">
                  {count(members.count)}
                  {!members.exact && "+"}
                </span>
                {action?.(group)}
              </li>
            );
          })}
      </ul>
      {hasNextPage && (
        <Button size="xs" onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
          Show more groups
        </Button>
      )}
    </>
  );
}
