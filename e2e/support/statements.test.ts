import { expect, test } from "vitest";
import { withoutTenant } from "./statements.ts";

test.each([
  "select * from users where id = $1",
  "select u.id from users u join groups g on g.id = u.id where u.org_id = $1",
  "delete from memberships m using target where m.group_id = target.id",
  "update users set body = $1 where id = $2",
  "insert into changes (id) select $1",
  "with caller as (select org_id from authorize($1)) select from caller, users u where u.id = $2",
])("a statement without its tenant is found: %s", (statement) => {
  expect(withoutTenant([statement])).toEqual([statement]);
});

test.each([
  "select * from users where org_id = $1 and id = $2",
  "select u.id from users u join groups g on g.org_id = u.org_id where u.org_id = $1",
  "insert into changes (org_id, id) select $1, $2",
  "select from scim_tokens where hash = $1",
  "with users as materialized (select 1) select 1",
  'SELECT $1 FROM ONLY "public"."users" x WHERE "org_id" OPERATOR(pg_catalog.=) $2',
  "create table users (id uuid)",
])("a statement with its tenant is fine: %s", (statement) => {
  expect(withoutTenant([statement])).toEqual([]);
});
