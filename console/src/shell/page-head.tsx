import type { ReactNode } from "react";
import styles from "./page-head.module.css";

interface PageHeadProps {
  title: string;
  /** What it says of itself is the main thing on the page. */
  lead?: boolean;
  actions?: ReactNode;
  children?: ReactNode;
}

/** A page's title, what it says of itself, and its buttons. */
export function PageHead({ title, lead, actions, children }: PageHeadProps): ReactNode {
  return (
    <div className={styles.head}>
      <div>
        <h1>{title}</h1>
        <p className={lead ? styles.lead : undefined}>{children}</p>
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
