import { type ReactNode, useEffect, useState } from "react";
import styles from "./bone.module.css";

/** A grey bar where a word will stand, `width` and `height` in pixels. */
export function Bone({ width, height = 12 }: { width: number; height?: number }): ReactNode {
  return <span className={styles.bone} style={{ width: `${width / 16}rem`, height: `${height / 16}rem` }} />;
}

/** Whether loading has lasted long enough to be worth showing: 200 ms. */
export function useSlow(): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 200);
    return () => clearTimeout(timer);
  }, []);
  return slow;
}
