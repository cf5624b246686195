import type { ReactNode } from "react";
import styles from "./filters.module.css";

/** The line above a list: its search, its filters. On a phone the filters slide sideways below the search. */
export function FilterBar({ search, children }: { search?: ReactNode; children?: ReactNode }): ReactNode {
  return (
    <search className={styles.bar}>
      {search}
      {children && <div className={styles.filters}>{children}</div>}
    </search>
  );
}
