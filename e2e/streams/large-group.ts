/** A group too large to be answered at once, and clients that do not read the answer. */

import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Muster, Organization } from "../support/muster.ts";

export const MEMBERS = 60_000;

/** A group of so many users, filled past the endpoint; the ids of the group and of one of its members. */
export async function largeGroup(
  { sql }: Muster,
  { orgId, scim }: Organization,
  { members = MEMBERS, displayName = "Large" } = {},
): Promise<{ group: string; member: string }> {
  const schemas = ["urn:ietf:params:scim:schemas:core:2.0:Group"];
  const { body } = await scim("POST", "/Groups", { schemas, displayName });
  const [row] = await sql<[{ member: string }]>`
    with filled as (
      insert into users (org_id, body)
      select ${orgId}, jsonb_build_object(
        'schemas', '["urn:ietf:params:scim:schemas:core:2.0:User"]'::jsonb, 'userName', ${displayName === "Large" ? "many" : displayName}::text || n, 'active', true)
      from generate_series(1, ${members}::int) n
      returning id
    ), joined as (
      insert into memberships (org_id, group_id, user_id) select ${orgId}, ${body.id}, id from filled
    )
    select max(id::text) as member from filled`;
  return { group: body.id, member: row.member };
}

/** 1,000 groups, each with 100 members of `group`: a list is read 100 groups at a time. */
export async function manyGroups({ sql }: Muster, { orgId }: Organization, group: string): Promise<void> {
  await sql`
    with filled as (
      insert into groups (org_id, body)
      select ${orgId}, jsonb_build_object(
        'schemas', '["urn:ietf:params:scim:schemas:core:2.0:Group"]'::jsonb, 'displayName', 'Many ' || n)
      from generate_series(1, 1000) n
      returning id
    )
    insert into memberships (org_id, group_id, user_id)
    select ${orgId}, filled.id, chosen.user_id
    from filled, (select user_id from memberships where org_id = ${orgId} and group_id = ${group} limit 100) chosen`;
}

/** A client that asks and never reads. */
export async function silentReader({ address }: Muster, { token }: Organization, path: string): Promise<Socket> {
  const { hostname, port } = new URL(address);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.pause();
  socket.write(`GET /scim/v2${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  return socket;
}

/** How many of the server's statements wait for their reader. */
export async function heldConnections({ sql }: Muster): Promise<number> {
  const [row] = await sql<[{ held: number }]>`
    select count(*)::int as held from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
      and state = 'active' and wait_event = 'ClientRead'`;
  return row.held;
}
