/**
 * Whether what became of a group's members is what its requests make of them one after the other, in the order of the
 * versions they were answered with.
 */

import type { Sql } from "../../src/db/connect.ts";

interface Step {
  readonly version: number;
  readonly op: string;
  readonly body: string;
  readonly added: readonly string[] | null;
  readonly removed: readonly string[] | null;
}

interface Asked {
  readonly op: string;
  readonly path?: string;
  readonly value?: readonly { readonly value: string }[];
}

/** The steps that did something else than their request asks for, given those before; none when all is well. */
export async function outOfOrder(sql: Sql, groupId: string): Promise<string[]> {
  const steps = await sql<Step[]>`
    select c.version, c.op, r.body, c.after -> 'members' -> 'added' as added, c.after -> 'members' -> 'removed' as removed
    from changes c join requests r on r.org_id = c.org_id and r.id = c.request_id
    where c.resource_id = ${groupId} order by c.version`;
  const wrong: string[] = [];
  let members = new Set<string>();
  for (const { version, body, added, removed } of steps) {
    const expected = apply(members, JSON.parse(body));
    const actual = members.difference(new Set(removed ?? [])).union(new Set(added ?? []));
    if (expected.symmetricDifference(actual).size > 0) {
      wrong.push(`version ${version}: ${body} made [${[...actual]}] of [${[...members]}]`);
    }
    members = actual;
  }
  const rows = await sql<{ id: string }[]>`select member_id as id from memberships where group_id = ${groupId}`;
  if (members.symmetricDifference(new Set(rows.map(({ id }) => id))).size > 0)
    wrong.push("the end is not what the rows say");
  return wrong;
}

/** What a POST, PUT or PATCH makes of `members`. */
function apply(
  members: ReadonlySet<string>,
  body: { members?: Asked["value"]; Operations?: readonly Asked[] },
): Set<string> {
  if (!body.Operations) return body.members ? new Set(body.members.map(({ value }) => value)) : new Set(members);
  let after = new Set(members);
  for (const { op, path, value = [] } of body.Operations) {
    const one = /^members\[value eq "(.*)"\]$/.exec(path ?? "")?.[1];
    const ids = new Set(one === undefined ? value.map(({ value }) => value) : [one]);
    if (op === "add") after = after.union(ids);
    else if (op === "remove") after = after.difference(ids);
    else after = ids;
  }
  return after;
}
