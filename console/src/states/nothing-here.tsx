import type { ReactNode } from "react";
import styles from "./empty-state.module.css";

interface NothingHereProps {
  icon: ReactNode;
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of a page that has nothing to show, below the page's own title: why, and what to do about it. */
export function NothingHere({ icon, title, actions, children }: NothingHereProps): ReactNode {
  return (
    <section className={styles.empty} aria-live="polite">
      <span className={styles.tile}>{icon}</span>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.text}>{children}</p>
      {actions && <div className={styles.actions}>{actions}</div>}
    </section>
  );
}
