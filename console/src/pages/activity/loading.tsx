import type { ReactNode } from "react";
import { Bone, useSlow } from "../../states/bone.tsx";
import styles from "./loading.module.css";

const widths = [340, 410, 280, 360, 300, 390];

/** Rows of the log before they are there. */
export function Loading(): ReactNode {
  const slow = useSlow();
  return (
    <div className={styles.rows} aria-busy="true">
      {slow &&
        widths.map((width) => (
          <div key={width} className={styles.row} aria-hidden="true">
            <Bone width={56} />
            <Bone width={width} />
          </div>
        ))}
    </div>
  );
}
