/** A group as an answer, with its members unless the client does not want them. */

import type { GroupId } from "../../db/ids.ts";
import { readGroup, readGroupWithMembers } from "../../directory/group.ts";
import { notFound } from "../../lifecycle/write.ts";
import { asksFor, type Projection } from "../../scim/projection.ts";
import { reader } from "../../tokens/authorize.ts";
import { peek, whole } from "../batches.ts";
import { beginGroup, presentGroup } from "../present.ts";
import { type Answer, authorized, type Call, tokenOf } from "../route.ts";
import { groupTexts } from "./present-groups.ts";

/** The group with `id` as it is now: the answer to a read or a write. @throws NotAuthorized; ScimError 404 */
export async function answerGroup(
  call: Call,
  id: GroupId | null,
  status: 200 | 201,
  projection: Projection | undefined,
): Promise<Answer> {
  const { sql, base, params } = call;
  const caller = reader(sql, tokenOf(call));
  if (!asksFor(projection, "members")) {
    const row = authorized(call, await readGroup(sql, caller, id));
    if (row.id === null) throw notFound("group", params.id);
    const { text, tag, location } = presentGroup(row, undefined, base, projection);
    return { status, headers: { etag: tag, location }, body: text };
  }
  const { first, all } = await peek(readGroupWithMembers(sql, caller, id, base));
  const row = authorized(call, first?.[0]);
  if (row.id === null) {
    await all.return(undefined);
    throw notFound("group", params.id);
  }
  const { tag, location } = beginGroup(row, base);
  const body = await whole(groupTexts(all, { base, projection, members: true }));
  return { status, headers: { etag: tag, location }, body };
}
