/** A group as an answer, with its members unless the client does not want them. */

import type { GroupId } from "../../db/ids.ts";
import { knownCaller } from "../../directory/caller.ts";
import { readGroup, readGroupWithMembers } from "../../directory/group.ts";
import { notFound } from "../../lifecycle/write.ts";
import { asksFor, type Projection } from "../../scim/projection.ts";
import { reader } from "../../tokens/authorize.ts";
import { peek, whole } from "../batches.ts";
import { beginGroup, presentGroup } from "../present.ts";
import { type Answer, authorized, type Call, notModified, tokenOf } from "../route.ts";
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
  const { base, params, exchange } = call;
  const members = asksFor(projection, "members");
  const sql = members ? call.streamSql : call.sql;
  const caller = exchange.caller ? knownCaller(sql, exchange.caller) : reader(sql, tokenOf(call));
  if (!members) {
    const row = authorized(call, await readGroup(sql, caller, id));
    if (row.id === null) throw notFound("group", params.id);
    const { text, tag, location } = presentGroup(row, undefined, base, projection);
    return notModified(call, tag) ?? { status, headers: { etag: tag, location }, body: text };
  }
  const { first, all } = await peek(readGroupWithMembers(sql, caller, id, base));
  const row = authorized(call, first?.[0]);
  const begun = row.id === null ? undefined : beginGroup(row, base);
  const early = begun && notModified(call, begun.tag);
  if (begun && !early) {
    const body = await whole(groupTexts(all, { base, projection }));
    return { status, headers: { etag: begun.tag, location: begun.location }, body };
  }
  // The members are not wanted after all.
  await all.return();
  if (!early) throw notFound("group", params.id);
  return early;
}
