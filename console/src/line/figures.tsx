import type { ReactNode } from "react";
import type { Standing } from "../api/types.ts";
import { Ago } from "../time/ago.tsx";
import { count, several } from "../time/words.ts";
import styles from "./figures.module.css";

/** Four figures under the line: people, groups, requests, refusals. */
export function Figures({ provisioning }: { provisioning: Standing }): ReactNode {
  const { people, suspended, groups, memberships, requests, refused, lastRequestAt } = provisioning;
  return (
    <dl className={styles.figures}>
      <Figure name="People" value={people}>
        {suspended === 0 ? "none suspended" : `${count(suspended)} of them suspended`}
      </Figure>
      <Figure name="Groups" value={groups}>
        {several(memberships, "membership", "memberships")}
      </Figure>
      <Figure name="Requests, 24 h" value={requests}>
        {lastRequestAt ? (
          <>
            last one <Ago at={lastRequestAt} />
          </>
        ) : (
          "none yet"
        )}
      </Figure>
      <Figure name="Refused, 24 h" value={refused}>
        {share(provisioning)}
      </Figure>
    </dl>
  );
}

function Figure({ name, value, children }: { name: string; value: number; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={styles.value}>{count(value)}</dd>
      <dd className={styles.note}>{children}</dd>
    </div>
  );
}

/** "0.2 % of them; none the day before". */
function share({ requests, refused, refusedDayBefore }: Standing): string {
  const before = refusedDayBefore === 0 ? "none the day before" : `${count(refusedDayBefore)} the day before`;
  if (refused === 0 || requests === 0) return before;
  const percent = (refused / requests) * 100;
  const words = percent < 0.1 ? "less than 0.1 %" : `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
  return `${words} of them; ${before}`;
}
