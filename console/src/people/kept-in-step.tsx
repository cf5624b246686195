import { IconLock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { directoryQuery } from "../api/directory.ts";
import styles from "./people.module.css";

/** Beside what can't be changed here, since the identity provider would change it back. */
export function KeptInStep(): ReactNode {
  const { data } = useQuery({ ...directoryQuery, staleTime: 10_000 });
  return (
    <span className={styles.kept}>
      <IconLock size={14} stroke={1.75} aria-hidden />
      Kept in step by {data?.provider ?? "your identity provider"}. Change it there.
    </span>
  );
}
