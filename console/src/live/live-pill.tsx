import type { ReactNode } from "react";
import styles from "./live-pill.module.css";

/** Whether new lines come by themselves. */
export function LivePill({ paused }: { paused: boolean }): ReactNode {
  return (
    <span className={styles.pill} data-paused={paused || undefined} role="status">
      <span className={styles.dot} />
      {paused ? "Reconnecting…" : "Live"}
    </span>
  );
}
