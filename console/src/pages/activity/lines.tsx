import { Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { components } from "../../api/schema.ts";
import text from "../../theme/text.module.css";
import { atSecond, stretchInWords } from "../../time/stretches.ts";
import { list, several } from "../../time/words.ts";
import styles from "./lines.module.css";
import { Log } from "./log.tsx";
import { Nothing } from "./nothing.tsx";
import type { ActivitySearch } from "./search.ts";

/** A page of the log, as the server answers it. */
export type LogPage = components["schemas"]["ActivityLog"];

interface LinesProps {
  page: LogPage;
  search: ActivitySearch;
  /** Whether it is still the answer to what was asked before. */
  isStale: boolean;
  onChange: (change: ActivitySearch) => void;
}

/** The lines of a page, what stands beside them, and the ways to older and newer ones. */
export function Lines({ page, search, isStale, onChange }: LinesProps): ReactNode {
  const { lines, counted, next, previous, backTo } = page;
  const { why: _, request: __, ...asked } = search;
  const turn = (cursor: string | undefined) => {
    onChange({ ...search, cursor });
    // The top of the list, where reading goes on.
    document.getElementById("log")?.scrollIntoView({ block: "start" });
  };
  return (
    <div id="log" className={styles.lines} data-stale={isStale || undefined} aria-busy={isStale}>
      {lines.length > 0 ? (
        <Log lines={lines} question={JSON.stringify(asked)} />
      ) : (
        <Nothing search={search} backTo={next === null ? null : backTo} onChange={onChange} />
      )}
      <Untold page={page} onShow={() => onChange({ ...search, outcome: "all", cursor: undefined })} />
      {counted.map(({ minute, text: words, refused }) => (
        <p key={`${minute} ${words}`} className={styles.counted} data-refused={refused || undefined}>
          <time dateTime={minute}>{stretchInWords(minute)}</time> {words}
        </p>
      ))}
      {(next !== null || previous !== null) && (
        <nav className={styles.pager} aria-label="Pages">
          <Button
            disabled={previous === null}
            leftSection={<IconChevronLeft size={16} stroke={1.75} aria-hidden />}
            onClick={() => turn(previous ?? undefined)}
          >
            Newer
          </Button>
          {lines.length > 0 && <span className={`${text.small} ${text.dim}`}>{spanOf(lines)}</span>}
          <Button
            disabled={next === null}
            rightSection={<IconChevronRight size={16} stroke={1.75} aria-hidden />}
            onClick={() => turn(next ?? undefined)}
          >
            Older
          </Button>
        </nav>
      )}
    </div>
  );
}

function spanOf(lines: LogPage["lines"]): string {
  const [from, to] = [lines.at(-1)?.from ?? "", lines[0]?.to ?? ""];
  const sameDay = new Date(from).toDateString() === new Date(to).toDateString();
  return sameDay ? `${atSecond(from)} to ${atSecond(to)}` : stretchInWords(from, to);
}

/** What the filter left out, in numbers. */
function Untold({ page: { untold }, onShow }: { page: LogPage; onShow: () => void }): ReactNode {
  const { lookUps, unchanged } = untold;
  if (lookUps + unchanged === 0) return null;
  const words = list([
    ...(lookUps > 0 ? [several(lookUps, "look-up", "look-ups")] : []),
    ...(unchanged > 0 ? [several(unchanged, "request that changed nothing", "requests that changed nothing")] : []),
  ]);
  return (
    <p className={`${styles.untold} ${text.dim}`}>
      and {words}.{" "}
      <button type="button" className={text.link} onClick={onShow}>
        Show them
      </button>
    </p>
  );
}
