import { type ReactNode, useSyncExternalStore } from "react";
import { ago, inUtc } from "./words.ts";

// One clock for the page, so that no two places tell different times.
let now = Date.now();
const readers = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

function listen(reader: () => void): () => void {
  readers.add(reader);
  ticking ??= setInterval(() => {
    now = Date.now();
    for (const each of readers) each();
  }, 20_000);
  return () => {
    readers.delete(reader);
    if (readers.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

/** The time by now, told anew every 20 seconds. */
export function useNow(): number {
  return useSyncExternalStore(listen, () => now);
}

/** A moment as one would say it; the hover tells it in UTC. */
export function Ago({ at }: { at: string }): ReactNode {
  // What just arrived is newer than the last tick.
  const reading = Math.max(useNow(), Date.parse(at));
  return (
    <time dateTime={at} title={inUtc(at)}>
      {ago(at, reading)}
    </time>
  );
}
