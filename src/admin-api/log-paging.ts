/** How the logs are paged: by the id of the last that was read, which is in the order of time, both ways. */

import { z } from "zod";
import { timeOfId } from "../activity/read-requests.ts";
import type { RequestId } from "../db/ids.ts";

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const CURSOR = new RegExp(`^(older|newer)\\.(${UUID})$`);

export const stretch = {
  from: z.iso.datetime({ offset: true }).optional().describe("Only what came then or later."),
  to: z.iso.datetime({ offset: true }).optional().describe("Only what came before then."),
};

export const paging = {
  ...stretch,
  cursor: z.string().regex(CURSOR, "This is no page of this log. Begin with its first page.").optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export const cursors = {
  next: z.string().nullable().describe("The cursor of the page with what is older; null at the end."),
  previous: z.string().nullable().describe("The cursor of the page with what is newer; null on the first."),
};

/** A stretch as the logs take it. */
export function stretchOf({ from, to }: { from?: string | undefined; to?: string | undefined }) {
  return { since: from === undefined ? undefined : new Date(from), until: to === undefined ? undefined : new Date(to) };
}

/** Where a page begins, or with `before` ends. */
export interface Place {
  readonly after?: RequestId;
  readonly before?: RequestId;
}

export function placeOf(cursor: string | undefined): Place {
  const [, way, id] = CURSOR.exec(cursor ?? "") ?? [];
  if (id === undefined) return {};
  return way === "older" ? { after: id as RequestId } : { before: id as RequestId };
}

interface Read {
  /** The newest and the oldest of the page. */
  readonly newest: string | undefined;
  readonly oldest: string | undefined;
  /** Where reading goes on in the direction in which the page was read; undefined at the end. */
  readonly next: string | undefined;
}

/**
 * Reads the page at `cursor`. A page back that comes to the beginning is the first page: it is read anew, whole.
 */
export async function pageAt<Page>(
  cursor: string | undefined,
  read: (place: Place) => Promise<Page>,
  ends: (page: Page) => Read,
): Promise<{ page: Page; next: string | null; previous: string | null; backTo: string | null }> {
  const place = placeOf(cursor);
  const page = await read(place);
  const { newest, oldest, next } = ends(page);
  const written = (way: "older" | "newer", id: string | undefined) => (id === undefined ? null : `${way}.${id}`);
  if (place.before !== undefined) {
    if (next === undefined) return await pageAt(undefined, read, ends);
    return { page, next: written("older", oldest ?? place.before), previous: written("newer", next), backTo: null };
  }
  return {
    page,
    next: written("older", next),
    previous: written("newer", newest && place.after ? newest : place.after),
    backTo: next === undefined ? null : timeOfId(next).toISOString(),
  };
}
