/**
 * Requests that have no statement of their own (reads and refusals): gathered in memory and stored in batches, one by
 * one up to a rate, above it as counts per minute. So a read never costs a write, and a flood never fills the disk.
 */

import type { Sql } from "../db/connect.ts";
import { isAway } from "../db/failure.ts";
import type { RequestRecord } from "./record.ts";
import {
  type Count,
  type CountKey,
  capUnknown,
  insertCounts,
  insertRequests,
  insertUnknown,
  type RequestRow,
  requestRow,
  type UnknownRequest,
  type UnknownRow,
  unknownRow,
} from "./store.ts";

const FLUSH_MS = 1_000;
/** One by one, per organization and second. The rest of that second is counted. */
const READS_PER_SECOND = 10;
const REFUSALS_PER_SECOND = 20;
/** Requests of nobody are one flood, whoever sends them. */
const UNKNOWN_PER_SECOND = 20;
/** While the database is away, more than this is counted instead of kept. */
const MOST_WAITING = 5_000;
/** So many of the rows that were dropped are named. */
const MOST_NAMED = 20;

export interface RequestLog {
  /** Takes a request that was answered, unless its write stored it. */
  add(record: RequestRecord): void;
  /** Takes a request whose token is nobody's. */
  addUnknown(request: UnknownRequest): void;
  /** How many are gathered and not stored yet, those that are only counted left out. */
  waiting(): number;
  /** Stores what is gathered. */
  flush(): Promise<void>;
  /** Stores what is gathered and stops. */
  close(): Promise<void>;
}

/**
 * Starts gathering. `onError` hears of a flush that failed because the database is away, whose requests are tried again
 * with the next, and of requests that PostgreSQL refuses, which are dropped: one bad row holds no other up.
 */
export function gatherRequests(sql: Sql, onError: (error: unknown) => void): RequestLog {
  let records: RequestRow[] = [];
  let unknown: UnknownRow[] = [];
  let counts = new Map<string, Count>();
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
    const minute = new Date(Math.floor(record.at.getTime() / 60_000) * 60_000);
    countMore({ key: { orgId, connectionId, minute, method, resourceType, status }, count: 1 });
  }

  function countMore({ key, count }: Count): void {
    const name = nameOf(key);
    counts.set(name, { key, count: count + (counts.get(name)?.count ?? 0) });
  }

  async function store(): Promise<void> {
    const batch = { records, unknown, counts: [...counts.values()] };
    records = [];
    unknown = [];
    counts = new Map();
    const results = await Promise.allSettled([
      storeRows(batch.records, {
        insert: (rows) => insertRequests(sql, rows),
        putBack: (rows) => void records.unshift(...rows),
        name: ({ id }) => id,
      }),
      storeRows(batch.unknown, {
        insert: (rows) => insertUnknown(sql, rows),
        putBack: (rows) => void unknown.unshift(...rows),
        name: ({ id }) => id,
      }).then(() => (batch.unknown.length > 0 ? capUnknown(sql) : undefined)),
      storeRows(batch.counts, {
        insert: (rows) => insertCounts(sql, rows),
        putBack: (rows) => rows.forEach(countMore),
        name: ({ key }) => nameOf(key),
      }),
    ]);
    const failed = results.find((result) => result.status === "rejected");
    if (failed) throw failed.reason;
  }

  /**
   * Stores `rows` in one statement or, if PostgreSQL refuses that, one by one, and drops what it still refuses.
   * @throws what says that the database is away; what is not stored is put back
   */
  async function storeRows<Row>(rows: readonly Row[], { insert, putBack, name }: Storing<Row>): Promise<void> {
    const all = await attempt(rows);
    if (!all) return;
    const dropped: string[] = [];
    let reason: unknown;
    for (const [i, row] of rows.entries()) {
      const refused = await attempt([row], rows.slice(i));
      if (!refused) continue;
      reason ??= refused.error;
      dropped.push(name(row));
    }
    if (dropped.length === 0) return;
    const named = dropped.slice(0, MOST_NAMED).join(", ");
    const more = dropped.length > MOST_NAMED ? ` and ${dropped.length - MOST_NAMED} more` : "";
    onError(new Error(`not kept, for PostgreSQL refuses it: ${named}${more}`, { cause: reason }));

    /** Inserts `some`; returns why PostgreSQL refuses it. */
    async function attempt(some: readonly Row[], left = some): Promise<{ error: unknown } | undefined> {
      try {
        await insert(some);
        return undefined;
      } catch (error) {
        if (!isAway(error)) return { error };
        putBack(left);
        throw error;
      }
    }
  }

  function flush(): Promise<void> {
    flushing = flushing.catch(() => {}).then(store);
    return flushing;
  }

  return {
    add(record) {
      const refused = record.status >= 400;
      const rate = refused ? REFUSALS_PER_SECOND : READS_PER_SECOND;
      if (records.length < MOST_WAITING && within(`${record.orgId} ${refused}`, rate)) records.push(requestRow(record));
      else count(record);
    },
    addUnknown(request) {
      if (unknown.length < MOST_WAITING && within("unknown", UNKNOWN_PER_SECOND)) unknown.push(unknownRow(request));
    },
    waiting: () => records.length + unknown.length,
    flush,
    close() {
      clearInterval(timer);
      return flush();
    },
  };
}

/** How one kind of rows is stored. */
interface Storing<Row> {
  insert(rows: readonly Row[]): Promise<void>;
  /** Takes rows that could not be stored for now. */
  putBack(rows: readonly Row[]): void;
  /** How an error names a row. */
  name(row: Row): string;
}

function nameOf({ connectionId, minute, method, resourceType, status }: CountKey): string {
  return `${connectionId} ${minute.toISOString()} ${method} ${resourceType} ${status}`;
}
