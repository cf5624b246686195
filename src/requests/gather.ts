/**
 * Requests that have no statement of their own (reads and refusals): gathered in memory and stored in batches, one by
 * one up to a rate, above it as counts per minute. So a read never costs a write, and a flood never fills the disk.
 */

import type { Sql } from "../db/connect.ts";
import type { RequestRecord } from "./record.ts";
import { type CountKey, insertCounts, insertRequests, insertUnknown, type UnknownRequest } from "./store.ts";

const FLUSH_MS = 1_000;
/** One by one, per organization and second. The rest of that second is counted. */
const READS_PER_SECOND = 10;
const REFUSALS_PER_SECOND = 20;
/** Requests of nobody are one flood, whoever sends them. */
const UNKNOWN_PER_SECOND = 20;
/** While the database is away, more than this is counted instead of kept. */
const MOST_WAITING = 5_000;

export interface RequestLog {
  /** Takes a request that was answered, unless its write stored it. */
  add(record: RequestRecord): void;
  /** Takes a request whose token is nobody's. */
  addUnknown(request: UnknownRequest): void;
  /** Stores what is gathered. */
  flush(): Promise<void>;
  /** Stores what is gathered and stops. */
  close(): Promise<void>;
}

/** Starts gathering. `onError` hears of a flush that failed; what it held is tried again with the next. */
export function gatherRequests(sql: Sql, onError: (error: unknown) => void): RequestLog {
  let records: RequestRecord[] = [];
  let unknown: UnknownRequest[] = [];
  let counts = new Map<string, { key: CountKey; count: number }>();
  let thisSecond = new Map<string, number>();
  let second = 0;
  let flushing: Promise<void> = Promise.resolve();
  const timer = setInterval(() => void flush().catch(onError), FLUSH_MS);
  timer.unref();

  /** Whether one more of `kind` may be kept by itself in this second. */
  function within(kind: string, rate: number): boolean {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) {
      second = now;
      thisSecond = new Map();
    }
    const seen = (thisSecond.get(kind) ?? 0) + 1;
    thisSecond.set(kind, seen);
    return seen <= rate;
  }

  function count(record: RequestRecord): void {
    const { orgId, connectionId, method, resourceType = "", status } = record;
    const minute = Math.floor(record.at.getTime() / 60_000);
    const text = `${connectionId} ${minute} ${method} ${resourceType} ${status}`;
    const entry = counts.get(text);
    if (entry) entry.count++;
    else {
      const key = { orgId, connectionId, minute: new Date(minute * 60_000), method, resourceType, status };
      counts.set(text, { key, count: 1 });
    }
  }

  async function store(): Promise<void> {
    const batch = { records, unknown, counts };
    records = [];
    unknown = [];
    counts = new Map();
    const parts = [
      { run: () => insertRequests(sql, batch.records), undo: () => void records.unshift(...batch.records) },
      { run: () => insertUnknown(sql, batch.unknown), undo: () => void unknown.unshift(...batch.unknown) },
      {
        run: () => insertCounts(sql, [...batch.counts.values()]),
        undo: () => {
          for (const [text, { key, count }] of batch.counts) {
            counts.set(text, { key, count: count + (counts.get(text)?.count ?? 0) });
          }
        },
      },
    ];
    const results = await Promise.allSettled(parts.map(({ run }) => run()));
    for (const [i, result] of results.entries()) if (result.status === "rejected") parts[i]?.undo();
    const failed = results.find((result) => result.status === "rejected");
    if (failed) throw failed.reason;
  }

  function flush(): Promise<void> {
    flushing = flushing.catch(() => {}).then(store);
    return flushing;
  }

  return {
    add(record) {
      const refused = record.status >= 400;
      const rate = refused ? REFUSALS_PER_SECOND : READS_PER_SECOND;
      if (records.length < MOST_WAITING && within(`${record.orgId} ${refused}`, rate)) records.push(record);
      else count(record);
    },
    addUnknown(request) {
      if (unknown.length < MOST_WAITING && within("unknown", UNKNOWN_PER_SECOND)) unknown.push(request);
    },
    flush,
    close() {
      clearInterval(timer);
      return flush();
    },
  };
}
