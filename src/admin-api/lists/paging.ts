/** How the console's lists are paged: what they take beside their filters, and what they answer. */

import { z } from "zod";
import { type Order, type Page, type Position, readCursor, writeCursor } from "../../directory/lists/position.ts";
import { Refused } from "../refused.ts";

export const paging = {
  cursor: z.string().max(8_000).optional().describe("What a page before gave as `next` or `previous`."),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export const order = z.enum(["ascending", "descending"] satisfies Order[]).default("ascending");

/** A page of `row`s. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({
    rows: z.array(row),
    first: z.int().positive().describe("The number of the first row, from 1."),
    next: z.string().nullable().describe("The cursor of the page behind; null at the end."),
    previous: z.string().nullable().describe("The cursor of the page before; null at the beginning."),
  });
}

export const total = z
  .object({ count: z.int().nonnegative(), exact: z.boolean().describe("Else there are more.") })
  .meta({ id: "Total" });

/**
 * Where the page of the list begins. `isKey` tells what rows are sorted by from other texts, where not all are.
 * @throws Refused 400 where the cursor is of no such list
 */
export function positionOf(
  list: string,
  cursor: string | undefined,
  isKey: (key: string) => boolean = () => true,
): Position | undefined {
  if (cursor === undefined) return undefined;
  const position = readCursor(list, cursor);
  if (!position || !isKey(position.key))
    throw new Refused(400, "invalid", "This page is of another list. Begin with its first page.");
  return position;
}

/** A page as it is answered, each row as `present` has it. */
export function answerPage<Row, Answered>(list: string, page: Page<Row>, present: (row: Row) => Answered) {
  const cursor = (position: Position | undefined) => (position ? writeCursor(list, position) : null);
  return {
    rows: page.rows.map(present),
    first: page.first,
    next: cursor(page.next),
    previous: cursor(page.previous),
  };
}
