import { IconAlertTriangle, IconInfoCircle, IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./hint.module.css";

const icons = { stop: IconAlertTriangle, warn: IconAlertTriangle, note: IconInfoCircle, locked: IconLock };

interface HintProps {
  /** `stop`: was refused or cannot be undone; `warn`: will matter soon; `note`; `locked`: may be read only. */
  kind: keyof typeof icons;
  /** Read out at once. */
  alert?: boolean;
  id?: string;
  /** A button at the right. */
  action?: ReactNode;
  children: ReactNode;
}

/** A coloured box with an icon that says something beside the usual course of the page. */
export function Hint({ kind, alert, id, action, children }: HintProps): ReactNode {
  const Icon = icons[kind];
  return (
    <div className={`${styles.hint} ${styles[kind]}`} id={id} role={alert ? "alert" : undefined}>
      <Icon size={18} stroke={1.75} aria-hidden />
      <div className={styles.text}>{children}</div>
      {action}
    </div>
  );
}
