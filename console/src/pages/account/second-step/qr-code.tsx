import type { ReactNode } from "react";
import { encode } from "uqr";
import styles from "./second-step.module.css";

/** A QR code that holds `text`, drawn in the browser. */
export function QrCode({ text, name }: { text: string; name: string }): ReactNode {
  const { data, size } = encode(text, { border: 3 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg className={styles.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={name} shapeRendering="crispEdges">
      <path d={path} />
    </svg>
  );
}
