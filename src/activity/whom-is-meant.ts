import type { Queryable } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";
import { type About, whomNames } from "./about.ts";
import { usersOfPart } from "./part-of-name.ts";

/** Whom `text` names; where it names nobody, the few whom it may mean by a part of their name: "Ann". */
export async function whomMeans(sql: Queryable, orgId: OrgId, text: string): Promise<About> {
  const named = await whomNames(sql, orgId, text);
  return named.ids.length > 0 ? named : { text, ids: await usersOfPart(sql, orgId, text) };
}
