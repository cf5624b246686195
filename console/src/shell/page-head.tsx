import type { ReactNode } from "react";
import styles from "./page-head.module.css";

interface PageHeadProps {
  title: string;
  /** Before the title, such as a person's initials. */
  before?: ReactNode;
  /** Buttons at the right. */
  actions?: ReactNode;
  /** Whether what stands below the title is the page's first sentences rather than a line. */
  lead?: boolean | undefined;
  children?: ReactNode;
}

/** A page's title, what it says of itself, and its buttons. */
export function PageHead({ title, before, actions, lead, children }: PageHeadProps): ReactNode {
  return (
    <div className={styles.head}>
      <div className={styles.what}>
        {before}
        <div className={styles.title}>
          <h1>{title}</h1>
          <div className={`${styles.below} ${lead ? styles.lead : ""}`}>{children}</div>
        </div>
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
