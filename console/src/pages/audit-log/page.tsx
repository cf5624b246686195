import { Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconListDetails } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { auditLogQuery } from "../../api/activity.ts";
import { useLive } from "../../live/live.ts";
import { LivePill } from "../../live/live-pill.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { EmptyState } from "../../states/empty-state.tsx";
import { Failure } from "../../states/failure.tsx";
import { ExportButton } from "../../table/export-button.tsx";
import { useNow } from "../../time/ago.tsx";
import { AuditLogFilters } from "./audit-log-filters.tsx";
import { Entries } from "./entries.tsx";
import { Loading } from "./loading.tsx";
import styles from "./page.module.css";
import { type AuditLogSearch, auditLogWanted } from "./search.ts";

/** Off, yet found by the keyboard. */
const OFF = { "data-disabled": true, "aria-disabled": true } as const;

/** All Products > Admin > Organization > Audit log: who did what, from where. */
export function AuditLogPage(): ReactNode {
  const search = useSearch({ from: "/signed-in/admin/audit-log" });
  const navigate = useNavigate({ from: "/admin/audit-log" });
  const wanted = auditLogWanted(search, useNow());
  const log = useQuery(auditLogQuery(wanted));
  const paused = useLive(["audit log"]);
  const go = (change: AuditLogSearch) => void navigate({ search: change, resetScroll: false });
  const turn = (cursor: string | null) => void navigate({ search: { ...search, cursor: cursor ?? undefined } });
  const { cursor: _, ...filters } = wanted;
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  return (
    <>
      <PageHead
        title="Audit log"
        actions={
          <>
            {paused && <LivePill paused />}
            <ExportButton what="audit-log" wanted={filters as Record<string, string>} />
          </>
        }
      >
        Who did what, from where: in the console and on the command line.
      </PageHead>
      <div className={styles.filters}>
        <AuditLogFilters search={search} onChange={(change) => go({ ...search, ...change, cursor: undefined })} />
      </div>
      {log.data ? (
        <div className={styles.log} data-stale={log.isPlaceholderData || undefined} aria-busy={log.isPlaceholderData}>
          {log.data.entries.length > 0 ? (
            <Entries entries={log.data.entries} />
          ) : (
            <EmptyState
              icon={<IconListDetails size={24} stroke={1.6} aria-hidden />}
              title={isFiltered ? "Nothing of the kind" : "Nothing has been done yet"}
              level={2}
              actions={isFiltered && <Button onClick={() => go({})}>Show everything</Button>}
            >
              {isFiltered
                ? "Nobody has done anything that fits these filters."
                : "What people do in the console and on the command line stands here."}
            </EmptyState>
          )}
          {(log.data.next !== null || log.data.previous !== null) && (
            <nav className={styles.pager} aria-label="Pages">
              <Button
                leftSection={<IconChevronLeft size={16} stroke={1.75} aria-hidden />}
                {...(log.data.previous === null ? OFF : { onClick: () => turn(log.data.previous) })}
              >
                Newer
              </Button>
              <Button
                rightSection={<IconChevronRight size={16} stroke={1.75} aria-hidden />}
                {...(log.data.next === null ? OFF : { onClick: () => turn(log.data.next) })}
              >
                Older
              </Button>
            </nav>
          )}
        </div>
      ) : log.isPending ? (
        <Loading />
      ) : (
        <Failure onRetry={() => log.refetch()} busy={log.isFetching} />
      )}
    </>
  );
}
