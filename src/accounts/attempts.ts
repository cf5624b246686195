/**
 * Guessing passwords is slow, and nobody is locked out by a stranger. Only failures count. Those at one account from one
 * address make each other wait longer and longer; all at one account, and all from one address, wait a minute at most,
 * and from where somebody has signed in before, what strangers try at the account counts for nothing.
 */

import { hash } from "node:crypto";
import type { Queryable, Sql } from "../db/connect.ts";

/** Whose password is tried, and from where. */
export interface Attempt {
  readonly email: string;
  readonly address: string;
}

/** Failures are forgotten after so long without another. */
const FORGOTTEN = "1 hour";
/** So long an address is known from which somebody has signed in. */
const KNOWN = "90 days";

/** How many failures are free, and how long the wait becomes: doubled from a second with each, up to `most` seconds. */
interface Limit {
  readonly key: string;
  /** Whether it does not hold for an address that has signed in before. */
  readonly isOfStrangers: boolean;
  readonly free: number;
  readonly most: number;
}

/** Tries came too fast. */
export class TooManyAttempts extends Error {
  override readonly name = "TooManyAttempts";
  /** How long to wait. */
  readonly seconds: number;

  constructor(seconds: number) {
    super(`too many attempts, wait ${seconds} s`);
    this.seconds = seconds;
  }
}

/**
 * Counts an attempt as failed before it is made, so that a thousand at once are no way around: whoever succeeds says so
 * with {@link succeeded}.
 * @throws TooManyAttempts
 */
export function attempting(sql: Sql, attempt: Attempt): Promise<void> {
  return sql.begin(async (tx) => {
    const [known] = await tx`
      select from sign_in_failures where key = ${knownKey(attempt)} and last_at > now() - ${KNOWN}::interval`;
    const limits = limitsOf(attempt).filter(({ isOfStrangers }) => !(known && isOfStrangers));
    const keys = limits.map(({ key }) => key);
    const rows = await hold(tx, keys);
    const seconds = Math.max(
      ...rows.map(({ key, count, age }) => {
        const wait = waitAfter(
          count,
          limits.find((limit) => limit.key === key),
        );
        return wait === 0 ? 0 : wait - age;
      }),
    );
    if (seconds > 0) throw new TooManyAttempts(Math.ceil(seconds));
    await tx`update sign_in_failures set count = count + 1, last_at = now() where key = any(${keys}::text[])`;
  });
}

/** What failed so far. In one order, whoever comes: each waits for the other's turn, and never both. */
function hold(tx: Queryable, keys: readonly string[]) {
  return tx<{ key: string; count: number; age: number }[]>`
    insert into sign_in_failures as f (key, count)
    select key, 0 from unnest(${[...keys]}::text[]) as key order by key
    on conflict (key) do update
      set count = case when f.last_at < now() - ${FORGOTTEN}::interval then 0 else f.count end
    returning key, count, extract(epoch from now() - last_at)::float8 as age`;
}

/** Seconds between the last of so many failures and the next attempt. */
function waitAfter(failures: number, limit: Limit | undefined): number {
  if (!limit || failures < limit.free) return 0;
  return Math.min(limit.most, 2 ** (failures - limit.free));
}

/** The attempt was its owner's: it does not count, and its address is known from now on. */
export function succeeded(sql: Sql, attempt: Attempt): Promise<void> {
  const keys = limitsOf(attempt).map(({ key }) => key);
  const [own, ...wide] = keys;
  return sql.begin(async (tx) => {
    await hold(tx, keys);
    await tx`
      with gone as (delete from sign_in_failures where key = ${own ?? ""}),
      less as (
        update sign_in_failures set count = greatest(count - 1, 0) where key = any(${wide}::text[]))
      insert into sign_in_failures (key, count) values (${knownKey(attempt)}, 0)
      on conflict (key) do update set last_at = now()`;
  });
}

/** Forgets failures and addresses that count no longer. */
export async function forgetAttempts(sql: Queryable): Promise<void> {
  await sql`
    delete from sign_in_failures where key in (
      select key from sign_in_failures
      where last_at < now() - ${KNOWN}::interval or count > 0 and last_at < now() - ${FORGOTTEN}::interval
      -- Whose turn it is now is forgotten another time.
      for update skip locked)`;
}

function limitsOf({ email, address }: Attempt): Limit[] {
  return [
    { key: keyOf("account from address", email, address), free: 5, most: 15 * 60, isOfStrangers: false },
    { key: keyOf("account", email), free: 50, most: 60, isOfStrangers: true },
    { key: keyOf("address", address), free: 50, most: 60, isOfStrangers: false },
  ];
}

function knownKey({ email, address }: Attempt): string {
  return keyOf("known", email, address);
}

/** A hash: people type passwords where their address belongs. */
function keyOf(...parts: string[]): string {
  return hash("sha256", JSON.stringify(parts.map((part) => part.toLowerCase())));
}
