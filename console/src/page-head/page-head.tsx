import type { ReactNode } from "react";
import styles from "./page-head.module.css";

interface PageHeadProps {
  title: string;
  /** What the page is of, in a sentence. */
  children?: ReactNode;
  /** At the right. */
  actions?: ReactNode;
}

/** A page's title, what it says of itself, and its buttons. */
export function PageHead({ title, children, actions }: PageHeadProps): ReactNode {
  return (
    <div className={styles.head}>
      <div>
        <h1>{title}</h1>
        <p>{children}</p>
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
