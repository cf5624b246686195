/** A group as an answer, with its members unless the client does not want them. */

import type { Sql } from "../../db/connect.ts";
import type { GroupId } from "../../db/ids.ts";
import { knownCaller } from "../../directory/caller.ts";
import { type GroupChunk, readGroup, readGroupWithMembers, readSmallGroup } from "../../directory/group.ts";
import { notFound } from "../../lifecycle/write.ts";
import { asksFor, type Projection } from "../../scim/projection.ts";
import { reader } from "../../tokens/authorize.ts";
import { peek, whole } from "../batches.ts";
import { beginGroup, presentGroup } from "../present.ts";
import { type Answer, askerOf, authorized, type Call, notModified, tokenOf } from "../route.ts";
import { groupTexts } from "./present-groups.ts";

/**
 * The group with `id` as it is now: the answer to a read, or to a write. What a write has done is answered as done, also
 * where its token has died since: then the caller is known from the write.
 * @throws NotAuthorized; ScimError 404
 */
export async function answerGroup(
  call: Call,
  id: GroupId | null,
  status: 200 | 201,
  projection: Projection | undefined,
): Promise<Answer> {
  const { sql, stream, base, params, exchange } = call;
  const answer = { call, status, projection };
  // Of a write. A read may have to wait, and its token may die meanwhile.
  const { caller } = exchange;
  const callerOn = (on: Sql) => (caller ? knownCaller(on, caller) : reader(on, tokenOf(call)));
  if (!asksFor(projection, "members")) {
    const row = authorized(call, await readGroup(sql, callerOn(sql), id));
    if (row.id === null) throw notFound("group", params.id);
    const { text, tag, location } = presentGroup(row, undefined, base, projection);
    return notModified(call, tag) ?? { status, headers: { etag: tag, location }, body: text };
  }
  const rows = await readSmallGroup(sql, callerOn(sql), id, base);
  if (rows) return withMembers(answer, rows[0], inOneBatch(rows));
  // Its reader may be slow, and holds the connection until it has all.
  const read = (on: Sql) => readGroupWithMembers(on, callerOn(on), id, base);
  const { first, all } = await peek(stream.batches(askerOf(call), read, caller !== undefined));
  return withMembers(answer, first?.[0], all);
}

interface Asked {
  readonly call: Call;
  readonly status: 200 | 201;
  readonly projection: Projection | undefined;
}

/** The answer with the group whose first row is `first` and whose rows are in `batches`. */
async function withMembers(
  { call, status, projection }: Asked,
  first: GroupChunk | undefined,
  batches: AsyncIterableIterator<GroupChunk[]>,
): Promise<Answer> {
  const { base, params } = call;
  const row = authorized(call, first);
  const begun = row.id === null ? undefined : beginGroup(row, base);
  const early = begun && notModified(call, begun.tag);
  if (begun && !early) {
    const body = await whole(groupTexts(batches, { base, projection }));
    return { status, headers: { etag: begun.tag, location: begun.location }, body };
  }
  // The members are not wanted after all.
  await batches.return?.();
  if (!early) throw notFound("group", params.id);
  return early;
}

async function* inOneBatch<T>(rows: T[]): AsyncGenerator<T[]> {
  yield rows;
}
