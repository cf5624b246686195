import type { ReactNode } from "react";
import type { Token } from "../../../api/types.ts";
import styles from "./hidden-token.module.css";

/** A token that was shown already: its prefix, dots, its last four characters. */
export function HiddenToken({ token }: { token: Token }): ReactNode {
  return (
    <span className={styles.token}>
      {token.prefix}
      <span aria-hidden>••••••••</span>
      {token.lastFour}
    </span>
  );
}
