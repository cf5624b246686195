/** Which identity provider used a token last: a use keeps when, from where and by which client, and no more. */

import type { Queryable } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";
import { providerOfClient } from "./identity-provider.ts";
import { recognizer } from "./list-requests.ts";

export interface LastUser {
  /** "Entra ID" */
  readonly name: string;
  /** Whether it calls itself so; else it is whose requests those of that client look like. */
  readonly isCertain: boolean;
}

/** Whose client `client`, a User-Agent or none, is in this organization; undefined where nothing tells. */
export async function lastUserOf(sql: Queryable, orgId: OrgId, client: string | null): Promise<LastUser | undefined> {
  const itself = providerOfClient(client);
  if (itself !== undefined) return { name: itself, isCertain: true };
  const recognize = await recognizer(sql, orgId);
  const name = recognize({ method: "", path: "", client, body: null });
  return name === undefined ? undefined : { name, isCertain: false };
}
