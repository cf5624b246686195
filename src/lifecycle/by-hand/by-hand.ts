/** Writes by hand: a person in the console changes people and groups, within what their role allows. */

import type { Role } from "../../accounts/roles.ts";
import type { Actor } from "../../changes/actor.ts";
import type { Sql } from "../../db/connect.ts";
import type { OrgId } from "../../db/ids.ts";
import type { Guard, Write } from "../write.ts";

/** Who writes by hand. */
export interface ByHand {
  readonly sql: Sql;
  readonly orgId: OrgId;
  readonly actor: Actor;
  readonly role: Role;
}

/** Why something can't be done by hand, in a sentence for the person who asked. Nothing was changed. */
export class ByHandRefused extends Error {
  override readonly name = "ByHandRefused";
  readonly reason: "managed" | "suspended elsewhere" | "above" | "last admin" | "taken" | "not linkable";

  constructor(reason: ByHandRefused["reason"], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** How these sentences name the identity provider; who knows it better says so. */
export const THE_PROVIDER = "Your identity provider";

/** A write by hand; of a user or group that is at `version` still, where one is given. */
export function writeByHand({ sql, orgId, actor }: ByHand, guard?: Guard, version?: number): Write {
  return {
    sql,
    author: { orgId, actor },
    users: undefined,
    request: undefined,
    base: undefined,
    conditional: version !== undefined,
    allows: (current) => version === undefined || version === current,
    guard,
    onCaller: () => {},
    onStored: () => {},
  };
}
