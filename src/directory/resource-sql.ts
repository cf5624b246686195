/** A resource as it is answered, in SQL: the body of a row `r`, and what the server adds to it. For filters and sorting. */

import type { Fragment, Queryable } from "../db/connect.ts";
import { readId } from "../db/ids.ts";
import type { Target } from "../scim/attribute-path.ts";
import { askedValue } from "../scim/filter/asked-value.ts";
import { type Condition, member, type Origin } from "./json-filter-sql.ts";

export type Table = "users" | "groups";

/** Where filters begin on a row `r` of `table`. `base` is the address of the endpoint. */
export function resourceOrigin(sql: Queryable, table: Table, base: string): Origin {
  return {
    value: (target) => attributeValue(sql, table, base, target),
    rows: (condition) => listRows(sql, base, condition),
  };
}

function attributeValue(sql: Queryable, table: Table, base: string, { extension, kept, name }: Target): Fragment {
  if (extension !== undefined) return member(sql, member(sql, sql`r.body`, extension, kept), name, kept);
  switch (name) {
    case "id":
      return sql`to_jsonb(r.id::text)`;
    case "meta":
      return meta(sql, table, base);
    default:
      return member(sql, sql`r.body`, name, kept);
  }
}

/** RFC 7643 §3.1. The version lacks the digest of a user's groups, which only tells answers apart. */
function meta(sql: Queryable, table: Table, base: string): Fragment {
  const [resourceType, endpoint] = table === "users" ? [sql`'User'`, "Users"] : [sql`'Group'`, "Groups"];
  return sql`jsonb_build_object(
    'resourceType', ${resourceType}, 'created', ${timeText(sql, sql`r.created_at`)},
    'lastModified', ${timeText(sql, sql`r.updated_at`)}, 'location', ${`${base}/${endpoint}/`}::text || r.id,
    'version', 'W/"' || r.version || '"')`;
}

function timeText(sql: Queryable, time: Fragment): Fragment {
  return sql`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** `offset 0` has each row's object made once, however often the condition names it. */
function listRows(sql: Queryable, base: string, condition: Condition): Fragment | undefined {
  const { extension, name } = condition.target;
  if (extension !== undefined) return undefined;
  if (name === "groups") return groupsOfUser(sql, base);
  if (name === "members") {
    const asked = condition.kind === "element" ? askedValue(condition.filter) : undefined;
    return membersOfGroup(sql, base, asked);
  }
  return undefined;
}

/** RFC 7643 §4.1.2. */
function groupsOfUser(sql: Queryable, base: string): Fragment {
  return sql`(
    select jsonb_build_object(
      'value', m.group_id, '$ref', ${`${base}/Groups/`}::text || m.group_id, 'type', 'direct',
      'display', (select g.body -> 'displayName' from groups g where g.org_id = m.org_id and g.id = m.group_id)
    ) as value
    from memberships m
    where m.org_id = r.org_id and m.user_id = r.id
    offset 0)`;
}

/** RFC 7643 §4.2. Of a large group, the one member `asked` for is found by the index. */
function membersOfGroup(sql: Queryable, base: string, asked: string | undefined): Fragment {
  return sql`(
    select jsonb_build_object(
      'value', m.member_id, 'type', case when m.user_id is null then 'Group' else 'User' end,
      '$ref', ${`${base}/`}::text || case when m.user_id is null then 'Groups/' else 'Users/' end || m.member_id
    ) as value
    from memberships m
    where m.org_id = r.org_id and m.group_id = r.id
      ${asked === undefined ? sql`` : sql`and m.member_id = ${readId(asked)}::uuid`}
    offset 0)`;
}
