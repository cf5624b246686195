/**
 * Reads that may take long, the logs and figures of an organization. They run in turns beside the identity providers'
 * searches, each statement under these' timeout: whoever reads much waits for themselves, and no write waits for them.
 */

import type { Queryable } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";
import type { Call, Services } from "./route.ts";

/** What `work` gives, on one connection, in this organization's turn; not begun once the client has gone. @throws Crowded */
export function reading<T>(
  { search, orgId, reply }: Pick<Call, "search" | "orgId" | "reply">,
  work: (sql: Queryable) => Promise<T>,
): Promise<T> {
  return inTurn({ search, orgId, gone: clientGone(reply) }, work);
}

/** Aborted once the client has gone. */
export function clientGone({ raw }: Pick<Call["reply"], "raw">): AbortSignal {
  const leaving = new AbortController();
  raw.once("close", () => leaving.abort());
  if (raw.destroyed) leaving.abort();
  return leaving.signal;
}

/** The same, of an answer that all who ask at about the same time are given. */
export function sharedReading<T>(
  { search, shared, orgId }: Pick<Call, "search" | "shared" | "orgId">,
  what: string,
  work: (sql: Queryable) => Promise<T>,
): Promise<T> {
  // Who asked first may go; the others wait on.
  const gone = new AbortController().signal;
  return shared.get(orgId, what, () => inTurn({ search, orgId, gone }, work));
}

interface Turn extends Pick<Services, "search"> {
  readonly orgId: OrgId;
  readonly gone: AbortSignal;
}

function inTurn<T>({ search, orgId, gone }: Turn, work: (sql: Queryable) => Promise<T>): Promise<T> {
  // Whoever asks has a session.
  const asker = { key: orgId, authenticate: async () => {}, gone: () => gone };
  return search.run(asker, (pool) => pool.begin(work));
}
