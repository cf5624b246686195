import type { ReactNode } from "react";
import styles from "./empty-state.module.css";

interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  actions?: ReactNode;
  /** Of its heading: 2 where it stands within a page. */
  level?: 1 | 2;
  children: ReactNode;
}

/** A page that has nothing to show: why, and what to do about it. */
export function EmptyState({ icon, title, actions, level = 1, children }: EmptyStateProps): ReactNode {
  const Title = `h${level}` as const;
  return (
    <section className={styles.empty}>
      <span className={styles.tile}>{icon}</span>
      <Title className={styles.title}>{title}</Title>
      <p className={styles.text}>{children}</p>
      {actions && <div className={styles.actions}>{actions}</div>}
    </section>
  );
}
