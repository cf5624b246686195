import { Collapse, UnstyledButton } from "@mantine/core";
import { IconCheck, IconChevronDown, IconEye, IconMinus, IconX } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import type { ActivityLine } from "../../api/activity.ts";
import text from "../../theme/text.module.css";
import { atSecond } from "../../time/stretches.ts";
import { inUtc } from "../../time/words.ts";
import { Told } from "../../told/told.tsx";
import { RequestDetail } from "./request-detail.tsx";
import styles from "./row.module.css";
import { RunDetail } from "./run-detail.tsx";

const outcomes = {
  changed: { words: "Answered", icon: IconCheck, className: styles.answered },
  unchanged: { words: "Answered, nothing new", icon: IconMinus, className: styles.quiet },
  read: { words: "Looked up", icon: IconEye, className: styles.quiet },
  refused: { words: "Refused", icon: IconX, className: styles.refused },
} as const;

interface RowProps {
  line: ActivityLine;
  opened: boolean;
  /** Whether it has just come. */
  isNew: boolean;
  onToggle: () => void;
}

/** A line of the log, and what is behind it. */
export function Row({ line, opened, isNew, onToggle }: RowProps): ReactNode {
  const id = useId();
  const { outcome, to, count, method, status } = line;
  const { words, icon: Icon, className } = outcomes[outcome];
  return (
    <li className={styles.item} data-opened={opened || undefined} data-new={isNew || undefined}>
      <UnstyledButton className={styles.row ?? ""} aria-expanded={opened} aria-controls={id} onClick={onToggle}>
        <time className={styles.time} dateTime={to} title={inUtc(to)}>
          {atSecond(to)}
        </time>
        <span className={className} title={words}>
          <Icon size={16} stroke={2} aria-hidden />
          <span className={text.hidden}>{words}:</span>
        </span>
        <span className={styles.sentence}>
          <Told text={line.text} names={line.names} />
        </span>
        <span className={styles.method}>{count > 1 ? `${count} × ${method}` : method}</span>
        <span className={`${styles.status} ${outcome === "refused" ? styles.bad : ""}`}>{status}</span>
        <IconChevronDown className={styles.chevron} size={16} stroke={1.75} aria-hidden />
      </UnstyledButton>
      <Collapse expanded={opened} transitionDuration={160} id={id}>
        {opened && (
          <div className={styles.detail}>{count > 1 ? <RunDetail line={line} /> : <RequestDetail id={line.id} />}</div>
        )}
      </Collapse>
    </li>
  );
}
