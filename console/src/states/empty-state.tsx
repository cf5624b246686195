import type { ReactNode } from "react";
import styles from "./empty-state.module.css";

interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page that has nothing to show: why, and what to do about it. */
export function EmptyState({ icon, title, actions, children }: EmptyStateProps): ReactNode {
  return (
    <section className={styles.empty}>
      <span className={styles.tile}>{icon}</span>
      <h1 className={styles.title}>{title}</h1>
      <p className={styles.text}>{children}</p>
      {actions && <div className={styles.actions}>{actions}</div>}
    </section>
  );
}
