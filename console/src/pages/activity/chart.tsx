import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type ActivityChart, type ChartWanted, chartQuery } from "../../api/activity.ts";
import { Bone, useSlow } from "../../states/bone.tsx";
import { Failure } from "../../states/failure.tsx";
import text from "../../theme/text.module.css";
import { stretchInWords } from "../../time/stretches.ts";
import { count } from "../../time/words.ts";
import { Bars, barsOf } from "./bars.tsx";
import styles from "./chart.module.css";

/** Requests and refusals over the time that is looked at; of the last day unless one asks. */
export function Chart({ wanted }: { wanted: ChartWanted }): ReactNode {
  const chart = useQuery(chartQuery(wanted));
  if (chart.data) return <Drawn chart={chart.data} isOfDay={!wanted.from && !wanted.to} />;
  if (chart.isPending) return <Loading />;
  return <Failure onRetry={() => chart.refetch()} busy={chart.isFetching} />;
}

function Drawn({ chart, isOfDay }: { chart: ActivityChart; isOfDay: boolean }): ReactNode {
  const { requests, refused, barMinutes } = chart;
  const words = isOfDay ? "Last 24 hours" : stretchInWords(chart.from, chart.to);
  // A phone has room for a third of the bars: the latest.
  const few = barsOf(chart, Math.min(chart.bars.length, 32));
  return (
    <figure className={styles.chart}>
      <figcaption className={styles.caption}>
        <span className={styles.key}>
          <i className={styles.answered} aria-hidden />
          Answered <b>{count(requests - refused)}</b>
        </span>
        <span className={styles.key}>
          <i className={styles.refused} aria-hidden />
          Refused <b>{count(refused)}</b>
        </span>
        <span className={styles.span}>{words}</span>
      </figcaption>
      <Bars bars={chart.bars} barMinutes={barMinutes} width={960} className={text.notOnPhone ?? ""} />
      <Bars bars={few} barMinutes={barMinutes} width={300} className={text.onPhone ?? ""} />
      <div className={text.hidden}>
        <Table chart={chart} />
      </div>
    </figure>
  );
}

/** The same for who does not see bars: those in which something came. */
function Table({ chart }: { chart: ActivityChart }): ReactNode {
  const some = chart.bars.filter(({ requests }) => requests > 0);
  return (
    <table>
      <caption>
        {some.length === 0 ? "No requests in this time" : `Requests by ${lengthInWords(chart.barMinutes)}`}
      </caption>
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col">Answered</th>
          <th scope="col">Refused</th>
        </tr>
      </thead>
      <tbody>
        {some.map(({ from, requests, refused }) => (
          <tr key={from}>
            <td>{stretchInWords(from)}</td>
            <td>{count(requests - refused)}</td>
            <td>{count(refused)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function lengthInWords(minutes: number): string {
  if (minutes < 60) return minutes === 15 ? "quarter of an hour" : `${minutes} minutes`;
  if (minutes < 24 * 60) return minutes === 60 ? "hour" : `${minutes / 60} hours`;
  return minutes === 24 * 60 ? "day" : `${minutes / (24 * 60)} days`;
}

function Loading(): ReactNode {
  const slow = useSlow();
  return (
    <figure className={styles.chart} aria-busy="true">
      <figcaption className={styles.caption}>{slow && <Bone width={220} />}</figcaption>
      <div className={styles.room} />
    </figure>
  );
}
