import { Collapse, UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import type { AuditLogEntry } from "../../api/activity.ts";
import text from "../../theme/text.module.css";
import { useNow } from "../../time/ago.tsx";
import { dayInWords } from "../../time/stretches.ts";
import { atClock, inUtc } from "../../time/words.ts";
import { Told } from "../../told/told.tsx";
import styles from "./entries.module.css";

/** The entries under their days; each opens to what was and what is. */
export function Entries({ entries }: { entries: readonly AuditLogEntry[] }): ReactNode {
  const now = useNow();
  const days = Map.groupBy(entries, ({ at }) => dayInWords(at, Math.max(now, Date.parse(entries[0]?.at ?? ""))));
  return [...days].map(([day, of]) => (
    <section key={day}>
      <h2 className={styles.day}>{day}</h2>
      <ul className={styles.list}>
        {of.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ul>
    </section>
  ));
}

function Entry({ entry }: { entry: AuditLogEntry }): ReactNode {
  const [opened, setOpened] = useState(false);
  const id = useId();
  const { at, sentence, actor, lines } = entry;
  const from = actor.address ?? (actor.kind === "command line" ? "this server" : null);
  const names = actor.name === null ? [] : [actor.name];
  return (
    <li className={styles.item} data-opened={opened || undefined}>
      <UnstyledButton
        className={styles.row ?? ""}
        aria-expanded={opened}
        aria-controls={id}
        onClick={() => setOpened(!opened)}
      >
        <time className={text.dim} dateTime={at} title={inUtc(at)}>
          {atClock(at)}
        </time>
        <span className={styles.sentence}>
          <Told text={sentence} names={names} />
        </span>
        <span className={styles.from}>{from && `from ${from}`}</span>
        <IconChevronDown className={styles.chevron} size={16} stroke={1.75} aria-hidden />
      </UnstyledButton>
      <Collapse expanded={opened} transitionDuration={160} id={id}>
        {opened && (
          <div className={styles.detail}>
            {lines.length > 0 ? (
              <ul className={styles.lines}>
                {lines.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            ) : (
              <p className={text.second}>There is nothing more to it.</p>
            )}
            <p className={`${text.tiny} ${text.dim}`}>
              {inUtc(at)}
              {from && <span className={styles.onPhone}>, from {from}</span>}
            </p>
          </div>
        )}
      </Collapse>
    </li>
  );
}
