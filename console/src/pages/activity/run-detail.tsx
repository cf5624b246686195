import { UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { ActivityLine } from "../../api/activity.ts";
import text from "../../theme/text.module.css";
import { atSecond } from "../../time/stretches.ts";
import { count as counted, inUtc } from "../../time/words.ts";
import { Told } from "../../told/told.tsx";
import { Fix } from "./fix.tsx";
import { RequestDetail } from "./request-detail.tsx";
import styles from "./run-detail.module.css";

/** A run of like requests: what to do once, then the newest by themselves. */
export function RunDetail({ line }: { line: ActivityLine }): ReactNode {
  const [opened, setOpened] = useState<string | null>(null);
  const { first, count, fix, domain } = line;
  return (
    <>
      {fix && <Fix fix={fix} domain={domain} />}
      <ul className={styles.list}>
        {first.map(({ id, at, text: words, names }) => (
          <li key={id}>
            <UnstyledButton
              className={styles.one ?? ""}
              aria-expanded={opened === id}
              onClick={() => setOpened(opened === id ? null : id)}
            >
              <time className={text.dim} dateTime={at} title={inUtc(at)}>
                {atSecond(at)}
              </time>
              <span className={styles.words}>
                <Told text={words} names={names} />
              </span>
              <IconChevronDown className={styles.chevron} size={14} stroke={1.75} aria-hidden />
            </UnstyledButton>
            {opened === id && (
              <div className={styles.detail}>
                <RequestDetail id={id} withoutFix />
              </div>
            )}
          </li>
        ))}
      </ul>
      {count > first.length && (
        <p className={`${styles.rest} ${text.dim}`}>and {counted(count - first.length)} more like these</p>
      )}
    </>
  );
}
