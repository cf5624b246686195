import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, ReactNode } from "react";
import styles from "./table.module.css";

/** The link that a row is: as large as the row, and named by what is in it. */
export const RowLink = createLink(function RowAnchor(props: AnchorHTMLAttributes<HTMLAnchorElement>): ReactNode {
  return <a {...props} data-row="" className={styles.link} />;
});
