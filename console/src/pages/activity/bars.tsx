import type { ReactNode } from "react";
import type { ActivityChart } from "../../api/activity.ts";
import { barInWords, ticksOf } from "../../time/stretches.ts";
import { count } from "../../time/words.ts";
import styles from "./chart.module.css";

type Bar = ActivityChart["bars"][number];

/** Where the plot begins, and where its ground and its ceiling are. */
const left = 40;
const ground = 94;
const ceiling = 18;
/** A bar of refusals is at most so high. */
const deepest = 14;

/** The latest bars of a chart. */
export const barsOf = (chart: ActivityChart, most: number): Bar[] => chart.bars.slice(-most);

interface BarsProps {
  bars: readonly Bar[];
  barMinutes: number;
  /** Of the drawing, in units; it is as wide as there is room. */
  width: number;
  className: string;
}

/** What was answered stands on the line, what was refused hangs below it. */
export function Bars({ bars, barMinutes, width, className }: BarsProps): ReactNode {
  const step = (width - left) / Math.max(1, bars.length);
  const top = roundedUp(Math.max(2, ...bars.map(({ requests, refused }) => requests - refused)));
  const mostRefused = Math.max(1, ...bars.map(({ refused }) => refused));
  const thickness = Math.max(1.5, step * 0.64);
  const height = (value: number) => (value === 0 ? 0 : Math.max(2, (value / top) * (ground - ceiling)));
  const refusals = bars.reduce((all, { refused }) => all + refused, 0);
  const all = bars.reduce((sum, { requests }) => sum + requests, 0);
  return (
    <svg
      className={`${styles.plot} ${className}`}
      viewBox={`0 0 ${width} 132`}
      role="img"
      aria-label={`${count(all)} requests, ${count(refusals)} of them refused; a table says when`}
    >
      {[1, 0.5].map((part) => (
        <line
          key={part}
          className={styles.grid}
          x1={left}
          x2={width}
          {...horizontal(ground - part * (ground - ceiling))}
        />
      ))}
      {[1, 0.5, 0].map((part) => (
        <text key={part} x={left - 10} y={ground - part * (ground - ceiling) + 4} textAnchor="end">
          {short.format(top * part)}
        </text>
      ))}
      {bars.map(({ from, requests, refused }, index) => {
        const x = left + index * step;
        const tall = height(requests - refused);
        return (
          <g key={from}>
            <title>{barInWords(from, barMinutes, requests, refused)}</title>
            <rect className={styles.space} x={x} y={ceiling} width={step} height={ground - ceiling + deepest + 2} />
            {tall > 0 && (
              <rect className={styles.answered} x={x} y={ground - tall} width={thickness} height={tall} rx="1" />
            )}
            {refused > 0 && (
              <rect
                className={styles.refused}
                x={x}
                y={ground + 2}
                width={thickness}
                height={Math.max(5, (refused / mostRefused) * deepest)}
                rx="1"
              />
            )}
          </g>
        );
      })}
      <line className={styles.axis} x1={left} x2={width} {...horizontal(ground + 1)} />
      {ticksOf(bars, barMinutes, width < 400 ? 4 : 8).map(({ index, words }) => (
        <text key={index} x={left + index * step} y="128">
          {words}
        </text>
      ))}
    </svg>
  );
}

const horizontal = (y: number) => ({ y1: y, y2: y });

/** The next round number whose half is whole: 2, 4, 6, 8, 10, 12, 16, 20, 24, 30, 40 … */
function roundedUp(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  const round = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10]
    .map((each) => each * power)
    .find((each) => each >= most && each % 2 === 0);
  return round ?? most;
}

const short = new Intl.NumberFormat("en-US", { notation: "compact" });
