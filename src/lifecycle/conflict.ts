/** A name that is taken: 409, with who has it. RFC 7644 §3.3, §3.5.1. */

import { ScimError } from "../scim/errors.ts";
import type { JsonObject } from "../scim/json.ts";
import { readerOf } from "./author.ts";
import type { Write } from "./write.ts";

/** The refusal of a user whose userName is another's. */
export async function userNameConflict({ sql, author }: Write, { userName }: JsonObject): Promise<ScimError> {
  const [owner] = await sql<{ id: string }[]>`
    select u.id from ${readerOf(sql, author)} caller
    join users u on u.org_id = caller.org_id and u.deleted_at is null
      and u.user_name_key = casefold(${String(userName)} collate pg_unicode_fast) collate "C"`;
  return taken("userName", String(userName), "user", owner?.id);
}

/** The refusal of a group whose displayName is another's. */
export async function displayNameConflict({ sql, author }: Write, { displayName }: JsonObject): Promise<ScimError> {
  const [owner] = await sql<{ id: string }[]>`
    select g.id from ${readerOf(sql, author)} caller
    join groups g on g.org_id = caller.org_id and g.deleted_at is null
      and g.display_name_key = casefold(${String(displayName)} collate pg_unicode_fast) collate "C"`;
  return taken("displayName", String(displayName), "group", owner?.id);
}

/** A name that is another's. */
export class NameTaken extends ScimError {
  readonly attribute: "userName" | "displayName";
  readonly value: string;

  constructor(attribute: NameTaken["attribute"], value: string, detail: string) {
    super(409, "uniqueness", detail);
    this.attribute = attribute;
    this.value = value;
  }
}

/** `id` is undefined where the owner has gone since. */
function taken(
  attribute: NameTaken["attribute"],
  value: string,
  kind: "user" | "group",
  id: string | undefined,
): NameTaken {
  const owner = id === undefined ? `another ${kind}` : `${kind} ${id}`;
  const mend = `change one of them or delete that ${kind}`;
  return new NameTaken(attribute, value, `${attribute} "${value}" belongs to ${owner} already; ${mend}.`);
}
