/** Writes that meet others on the same resource: first without a lock, then, having lost a race, with it. */

import type { Queryable, Sql } from "../db/connect.ts";
import type { GroupId, UserId } from "../db/ids.ts";
import type { Write } from "./write.ts";

/** The resource moved between reading and writing, or since this statement's snapshot. Nothing was written. */
export const STALE: unique symbol = Symbol("stale");

/**
 * Runs `attempt`; where it was stale, runs it again in a transaction that holds what `lock` locks, in which it can't be.
 * So the usual write costs no lock and no further round trip, and thirty-two clients on one resource all come through.
 * A guarded write of the resource with `id` locks at once, so that what its guard saw holds.
 */
export async function withoutLostUpdates<T>(
  { sql, guard }: Write,
  id: UserId | GroupId,
  attempt: (sql: Queryable) => Promise<T | typeof STALE>,
  lock: (tx: Queryable) => Promise<unknown>,
): Promise<T> {
  if (!guard) {
    const result = await attempt(sql).catch((error: unknown): typeof STALE => {
      if (isPostgresError(error, DEADLOCK)) return STALE;
      throw error;
    });
    if (result !== STALE) return result as T;
  }
  return withoutDeadlocks(sql, async (tx) => {
    await lock(tx);
    await guard?.before(tx, id);
    const locked = await attempt(tx);
    if (locked === STALE) throw new Error("a resource moved while it was locked");
    await guard?.after(tx);
    return locked as T;
  });
}

const TRIES = 5;
const DEADLOCK = "40P01";

/** Runs `work` in a transaction, again when PostgreSQL chose it to break a circle of waiting ones. */
export function withoutDeadlocks<T>(sql: Sql, work: (tx: Queryable) => Promise<T>): Promise<T> {
  return againAfterDeadlock(() => sql.begin(work));
}

/** Runs `work`, one statement or one transaction, again when PostgreSQL chose it to break a circle of waiting ones. */
export async function againAfterDeadlock<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !isPostgresError(error, DEADLOCK)) throw error;
    }
  }
}

/** Whether `error` is PostgreSQL's, of that SQLSTATE and, where given, about that constraint. */
export function isPostgresError(error: unknown, code: string, constraint?: string): boolean {
  const { code: itsCode, constraint_name: itsConstraint } = error as { code?: unknown; constraint_name?: unknown };
  return itsCode === code && (constraint === undefined || itsConstraint === constraint);
}
