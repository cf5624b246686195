import { UnstyledButton } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import type { ActivityLine } from "../../api/activity.ts";
import { useNow } from "../../time/ago.tsx";
import { dayInWords } from "../../time/stretches.ts";
import { count } from "../../time/words.ts";
import { useHeld } from "./held.ts";
import styles from "./log.module.css";
import { Row } from "./row.tsx";

interface LogProps {
  lines: readonly ActivityLine[];
  /** Changes when something else is asked for. */
  question: string;
}

/** The lines under their days. New ones slide in; under a reader who is at something they wait behind a button. */
export function Log({ lines: latest, question }: LogProps): ReactNode {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLDivElement>(null);
  const isReading = () => opened.size > 0 || (list.current?.getBoundingClientRect().top ?? 0) < 0;
  const { lines, fresh, waiting, letIn } = useHeld(latest, question, isReading);
  const now = useNow();
  const toggle = (key: string) => {
    setOpened((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  };
  const show = () => {
    letIn();
    setOpened(new Set());
    list.current?.scrollIntoView({ block: "start" });
    list.current?.querySelector<HTMLElement>("[aria-expanded]")?.focus({ preventScroll: true });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows move between the buttons in it
    <div ref={list} className={styles.log} onKeyDown={move}>
      <div className={styles.waiting} aria-live="polite">
        {waiting > 0 && (
          <UnstyledButton className={styles.new ?? ""} onClick={show}>
            {count(waiting)} new
          </UnstyledButton>
        )}
      </div>
      {daysOf(lines, Math.max(now, Date.parse(lines[0]?.to ?? "") || 0)).map(({ day, of }) => (
        <section key={day}>
          <h2 className={styles.day}>{day}</h2>
          <ul className={styles.list}>
            {of.map((line) => (
              <Row
                key={line.oldest}
                line={line}
                opened={opened.has(line.oldest)}
                isNew={fresh.has(line.oldest)}
                onToggle={() => toggle(line.oldest)}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function daysOf(lines: readonly ActivityLine[], now: number): { day: string; of: ActivityLine[] }[] {
  return [...Map.groupBy(lines, ({ to }) => dayInWords(to, now))].map(([day, of]) => ({ day, of }));
}

/** ↑ and ↓ move the keyboard from row to row. */
function move(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("li > button[aria-expanded]")];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const next = at === -1 ? undefined : rows[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
