/** Where a page begins: behind a row, or before it. The text of it is opaque to whoever pages. */

import { z } from "zod";
import type { Fragment, Queryable } from "../../db/connect.ts";

export type Order = "ascending" | "descending";

/** A place between two rows of a list that is sorted by a key and then by id. */
export interface Position {
  /** The row's key, folded as it is sorted by; of a list that is sorted by id alone, the empty text. */
  readonly key: string;
  readonly id: string;
  /** Whether the page ends before the row, rather than beginning behind it. */
  readonly back: boolean;
  /** How many rows the pages before had, as far as whoever pages has seen them. */
  readonly count: number;
}

/** What of a list is wanted. */
export interface PageWanted {
  readonly order: Order;
  /** What a page before gave; undefined for the first. */
  readonly position: Position | undefined;
  readonly limit: number;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** The number of the first row, from 1: exact as long as nothing changes while one pages. */
  readonly first: number;
  readonly next: Position | undefined;
  readonly previous: Position | undefined;
}

/** What PostgreSQL takes as text. */
const key = z.string().refine((text) => text.isWellFormed() && !text.includes("\0"));
const written = z.tuple([z.string(), key, z.uuid(), z.literal([0, 1]), z.int().nonnegative()]);

/** The position as a cursor of the list that `list` tells apart from others: its sorting, not its filters. */
export function writeCursor(list: string, { key, id, back, count }: Position): string {
  return Buffer.from(JSON.stringify([list, key, id, back ? 1 : 0, count])).toString("base64url");
}

/** The position that `cursor` names; undefined when it is none of such a list. */
export function readCursor(list: string, cursor: string): Position | undefined {
  try {
    const [of, key, id, back, count] = written.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return of === list ? { key, id, back: back === 1, count } : undefined;
  } catch {
    return undefined;
  }
}

/** What rows are sorted by: a folded text with an index, and the id; the id alone where `key` is undefined. */
export interface SortedBy {
  readonly key: Fragment | undefined;
  readonly id: Fragment;
}

/** The condition that a row lies beyond the position. */
export function beyond(sql: Queryable, { key, id }: SortedBy, { order, position }: PageWanted): Fragment {
  if (!position) return sql`true`;
  const sign = (order === "ascending") === position.back ? sql`<` : sql`>`;
  return key
    ? sql`(${key}, ${id}) ${sign} (${position.key}, ${position.id}::uuid)`
    : sql`${id} ${sign} ${position.id}::uuid`;
}

/** The order in which a page is read: turned round where it ends before a row. */
export function readingOrder(sql: Queryable, { key, id }: SortedBy, { order, position }: PageWanted): Fragment {
  const direction = (order === "ascending") === (position?.back ?? false) ? sql`desc` : sql`asc`;
  return key ? sql`${key} ${direction}, ${id} ${direction}` : sql`${id} ${direction}`;
}

/**
 * Reads a page by `read`, which gives up to `limit` rows beyond the position in reading order, and each with its `key`.
 * A page back that comes to the beginning is the first page.
 */
export async function readPage<Row extends { readonly id: string; readonly key: string }>(
  wanted: PageWanted,
  read: (wanted: PageWanted) => Promise<Row[]>,
): Promise<Page<Row>> {
  const { position, limit } = wanted;
  const found = await read({ ...wanted, limit: limit + 1 });
  const isMore = found.length > limit;
  if (position?.back && !isMore) return await readPage({ ...wanted, position: undefined }, read);
  const rows = found.slice(0, limit);
  if (position?.back) rows.reverse();
  const before = position ? (position.back ? Math.max(0, position.count - rows.length) : position.count) : 0;
  const [head, tail] = [rows[0], rows.at(-1)];
  const next = position?.back || isMore ? tail : undefined;
  return {
    rows,
    first: before + 1,
    next: next && { key: next.key, id: next.id, back: false, count: before + rows.length },
    previous: head && position ? { key: head.key, id: head.id, back: true, count: before } : undefined,
  };
}
