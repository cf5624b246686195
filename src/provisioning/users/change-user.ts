/** What PUT and PATCH of a user have in common: what they make of the stored one, and the answer. */

import type { UserId } from "../../db/ids.ts";
import { changeUser, type Wanted } from "../../lifecycle/change-user.ts";
import { notFound } from "../../lifecycle/write.ts";
import type { JsonObject } from "../../scim/json.ts";
import { USER } from "../../scim/resource-types.ts";
import { presentUser } from "../present.ts";
import { type Answer, type Call, idOf, projectionOf, writeOf } from "../route.ts";

/** Makes of the user what `change` makes of the stored one, and answers 200 with it. */
export async function answerChange(call: Call, change: (stored: JsonObject) => Wanted): Promise<Answer> {
  const { base, exchange, params } = call;
  const projection = projectionOf(call, USER);
  const write = writeOf(call, projection);
  const id = idOf<UserId>(call);
  if (id === null) throw notFound("user", params.id);
  const { row, notes } = await changeUser(write, id, change);
  exchange.notes = notes;
  const { text, tag, location } = presentUser(row, base, projection);
  return { status: 200, headers: { etag: tag, location }, body: text };
}
