import { Button } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { groupChangesQuery, userChangesQuery } from "../api/directory.ts";
import type { Change } from "../api/types.ts";
import { Bone, useSlow } from "../states/bone.tsx";
import { Failure } from "../states/failure.tsx";
import text from "../theme/text.module.css";
import { Ago } from "../time/ago.tsx";
import { headingOf } from "./heading.ts";
import styles from "./history.module.css";

interface HistoryProps {
  /** Of whom. */
  id: string;
  query: ReturnType<typeof userChangesQuery> | ReturnType<typeof groupChangesQuery>;
}

/** What happened to a user or group, the newest first: a filled dot is the identity provider's doing, a ring a person's. */
export function History({ id, query }: HistoryProps): ReactNode {
  const { data, isError, refetch, isFetching, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    query as ReturnType<typeof userChangesQuery>,
  );
  const changes = data?.pages.flatMap((page) => page.changes);
  return (
    <section className={styles.section} aria-labelledby="history">
      <h2 id="history">History</h2>
      {isError && !changes && <Failure onRetry={() => void refetch()} busy={isFetching} />}
      {!changes && !isError && <Bones />}
      {changes?.length === 0 && <p className={text.dim}>Nothing was changed since changes are kept.</p>}
      <ol className={styles.list}>
        {changes?.map((change) => (
          <Entry key={change.id} change={change} id={id} />
        ))}
      </ol>
      {hasNextPage && (
        <Button size="xs" onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
          Show earlier
        </Button>
      )}
    </section>
  );
}

function Entry({ change, id }: { change: Change; id: string }): ReactNode {
  const heading = headingOf(change, id);
  // What somebody was born with stands beside it as what is; of what is deleted nothing is.
  const values = heading && change.op !== "create" && change.op !== "delete" ? change.values : [];
  return (
    <li className={change.by === "connection" ? styles.provider : styles.person}>
      <span className={text.hidden}>{change.by === "connection" ? "Identity provider: " : ""}</span>
      {heading ? (
        <span>
          {heading.done} by <b>{heading.by}</b>
        </span>
      ) : (
        <span>{change.sentence}</span>
      )}
      <div className={`${text.tiny} ${text.dim}`}>
        <Ago at={change.at} />
      </div>
      {values.length > 0 && (
        <dl className={styles.values}>
          {values.map((value) => (
            <Value key={value.attribute} value={value} />
          ))}
        </dl>
      )}
    </li>
  );
}

function Value({ value: { attribute, before, after } }: { value: Change["values"][number] }): ReactNode {
  const isStatus = attribute === "active";
  const said = (one: string) => (isStatus ? (one === "yes" ? "Active" : "Suspended") : one);
  return (
    <>
      <dt>{isStatus ? "Status" : attribute.charAt(0).toUpperCase() + attribute.slice(1)}</dt>
      <dd>
        {before !== null && <del>{said(before)}</del>}
        {before !== null && after !== null && <IconArrowRight size={13} stroke={1.75} role="img" aria-label="became" />}
        {after !== null && <ins>{said(after)}</ins>}
        {after === null && before !== null && <span className={text.dim}> removed</span>}
      </dd>
    </>
  );
}

function Bones(): ReactNode {
  const slow = useSlow();
  if (!slow) return null;
  return (
    <ol className={styles.list} aria-hidden="true">
      {[180, 210, 150].map((width) => (
        <li key={width} className={styles.person}>
          <Bone width={width} />
          <div>
            <Bone width={72} height={10} />
          </div>
        </li>
      ))}
    </ol>
  );
}
