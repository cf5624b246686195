import type { ReactNode } from "react";
import type { Standing } from "../api/types.ts";
import text from "../theme/text.module.css";
import { count } from "../time/words.ts";
import styles from "./the-line.module.css";

/** Quarters of an hour that fit on a phone: the last eight hours. */
const onPhone = 32;
/** The line on which the bars stand, and the height of the highest, in units of the drawing. */
const ground = 42;
const highest = 34;
/** From one bar to the next. */
const step = 6;

/** The requests of 24 hours as strokes, a quarter of an hour each; what was refused hangs below the line. */
export function Tally({ provisioning }: { provisioning: Standing }): ReactNode {
  const { tally, requests, refused } = provisioning;
  const label = `Requests of the last 24 hours, ${count(refused)} of ${count(requests)} refused`;
  return (
    <>
      <Bars quarters={tally} label={label} className={text.notOnPhone ?? ""} />
      <Bars quarters={tally.slice(-onPhone)} label={label} className={text.onPhone ?? ""} />
      <span className={`${styles.from} ${text.tiny} ${text.dim}`}>
        <span className={text.notOnPhone}>24 h ago</span>
        <span className={text.onPhone}>8 h ago</span>
      </span>
      <span className={`${styles.now} ${text.tiny} ${text.dim}`}>now</span>
    </>
  );
}

interface BarsProps {
  quarters: Standing["tally"];
  label: string;
  className: string;
}

function Bars({ quarters, label, className }: BarsProps): ReactNode {
  const most = Math.max(1, ...quarters.map((quarter) => quarter.requests - quarter.refused));
  const width = quarters.length * step - 3;
  return (
    <svg
      className={`${styles.tally} ${className}`}
      viewBox={`0 0 ${width} 56`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <line className={styles.base} x1="0" x2={width} y1="44" y2="44" />
      {quarters.map((quarter, index) => {
        const taken = quarter.requests - quarter.refused;
        const height = taken === 0 ? 0 : Math.max(2, Math.round((taken / most) * highest));
        const x = index * step;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a quarter is its place in the row.
          <g key={index}>
            {height > 0 && <rect className={styles.taken} x={x} y={ground - height} width="3" height={height} />}
            {quarter.refused > 0 && <rect className={styles.refused} x={x} y="46" width="3" height="8" />}
          </g>
        );
      })}
    </svg>
  );
}
