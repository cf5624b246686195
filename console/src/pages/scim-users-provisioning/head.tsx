import type { ReactNode } from "react";
import styles from "./head.module.css";

/** The page's title, what it says of itself, and its buttons. */
export function Head({
  lead,
  actions,
  children,
}: {
  lead?: boolean;
  actions?: ReactNode;
  children: ReactNode;
}): ReactNode {
  return (
    <div className={styles.head}>
      <div>
        <h1>SCIM Users Provisioning</h1>
        <p className={lead ? styles.lead : undefined}>{children}</p>
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
