import { IconPlugConnected } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./people.module.css";

interface ManagedByProps {
  scimManaged: boolean;
  /** In a table, where a badge in each row would be one too many. */
  bare?: boolean;
}

/** Whether the identity provider manages somebody, or they were made by hand. */
export function ManagedBy({ scimManaged, bare = false }: ManagedByProps): ReactNode {
  if (!scimManaged) return <span className={bare ? styles.quiet : styles.pill}>By hand</span>;
  return (
    <span className={bare ? styles.bare : styles.pill}>
      <IconPlugConnected size={13} stroke={2} aria-hidden />
      SCIM-managed
    </span>
  );
}
