import type { ReactNode } from "react";
import styles from "./lone-page.module.css";

interface LonePageProps {
  /** The document's title. */
  title: string;
  /** What stands at the very bottom. */
  foot?: ReactNode;
  children: ReactNode;
}

/** A page without the shell: one box in the middle of the frame. */
export function LonePage({ title, foot, children }: LonePageProps): ReactNode {
  return (
    <div className={styles.page}>
      <title>{`${title} · Muster`}</title>
      <main className={styles.box}>{children}</main>
      <footer className={styles.foot}>
        <RollCall />
        {foot}
      </footer>
    </div>
  );
}

/** A roll call under way: five hands counted, and the stroke that was just made. */
function RollCall(): ReactNode {
  return (
    <svg className={styles.roll} width="264" height="24" viewBox="0 0 264 24" fill="none" aria-hidden="true">
      {[8, 54, 100, 146, 192].map((x) => (
        <path key={x} transform={`translate(${x} 2)`} d="M0 0v20M6.5 0v20M13 0v20M19.5 0v20M-4 15.5 23.5 4.5" />
      ))}
      <path transform="translate(238 2)" d="M0 0v20M6.5 0v20" />
      <path transform="translate(238 2)" className={styles.fresh} d="M13 0v20" />
    </svg>
  );
}
