import type { ReactNode } from "react";
import { initials } from "./initials.ts";
import styles from "./people.module.css";

/** Somebody's initials in a circle. */
export function Avatar({ name, large = false }: { name: string; large?: boolean }): ReactNode {
  return (
    <span className={`${styles.avatar} ${large ? styles.large : ""}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
