import type { ReactNode } from "react";
import styles from "./people.module.css";

export interface Shown {
  readonly key: string;
  readonly label: string;
  readonly value: ReactNode;
}

/** Names and values, a line each. */
export function Attributes({ of }: { of: readonly Shown[] }): ReactNode {
  return (
    <dl className={styles.attributes}>
      {of.map(({ key, label, value }) => [<dt key={`${key} name`}>{label}</dt>, <dd key={key}>{value}</dd>])}
    </dl>
  );
}
