import type { ReactNode } from "react";
import type { ListedUser } from "../api/types.ts";
import styles from "./people.module.css";

export const statusNames: Readonly<Record<ListedUser["status"], string>> = {
  active: "Active",
  suspended: "Suspended",
  blocked: "Suspended here",
};

/** Whether somebody has access: the usual quietly, the exception in a badge. */
export function Status({ status }: { status: ListedUser["status"] }): ReactNode {
  if (status === "active") {
    return (
      <span className={styles.state}>
        <span className={styles.dot} />
        Active
      </span>
    );
  }
  return (
    <span className={`${styles.pill} ${styles.off}`}>
      <span className={styles.ring} />
      {statusNames[status]}
    </span>
  );
}
