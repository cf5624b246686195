import { Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Total } from "../api/types.ts";
import { count } from "../time/words.ts";
import styles from "./table.module.css";

interface PagerProps {
  /** The number of the first row, where that is known, and how many rows there are on this page. */
  first?: number | undefined;
  rows: number;
  /** Undefined while it is counted, or where it can't be. */
  total?: Total | undefined;
  /** Undefined: there is no such page. */
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
}

/** Off, yet found by the keyboard. */
const OFF = { "data-disabled": true, "aria-disabled": true } as const;

/** Where one is in a list of pages, and the ways on. */
export function Pager({ first, rows, total, onPrevious, onNext }: PagerProps): ReactNode {
  return (
    <nav className={styles.pager} aria-label="Pages">
      <span className={styles.where} aria-live="polite">
        {first !== undefined && rows > 0 && `${count(first)}–${count(first + rows - 1)}`}
        {first !== undefined && rows > 0 && total && ` of ${inWords(total, first + rows - 1)}`}
      </span>
      <Button
        size="xs"
        {...(onPrevious ? { onClick: onPrevious } : OFF)}
        leftSection={<IconChevronLeft size={15} stroke={1.75} aria-hidden />}
      >
        Previous
      </Button>
      <Button
        size="xs"
        {...(onNext ? { onClick: onNext } : OFF)}
        rightSection={<IconChevronRight size={15} stroke={1.75} aria-hidden />}
      >
        Next
      </Button>
    </nav>
  );
}

/** What is not counted to the end is at least what one has seen. */
function inWords({ count: counted, exact }: Total, seen: number): string {
  return exact ? count(Math.max(counted, seen)) : `${count(Math.max(counted, seen))}+`;
}
