import { expect, inject, test } from "vitest";
import { connect } from "../../src/db/connect.ts";
import { DATABASE } from "../../src/db/embedded/connection.ts";
import { add, patch, person, teamOf } from "./bodies.ts";
import { startMuster } from "./muster.ts";
import { statementsOfServer, withoutTenant } from "./statements.ts";

test.each([
  "select * from users where id = $1",
  "select u.id from users u join groups g on g.id = u.id where u.org_id = $1",
  "delete from memberships m using target where m.group_id = target.id",
  "update users set body = $1 where id = $2",
  "insert into changes (id) select $1",
  "with caller as (select org_id from authorize($1)) select from caller, users u where u.id = $2",
  "select u.org_id, u.body from users u where u.id = $1",
  "select u.body from users u where u.id = $1 order by u.org_id",
  "update users set body = $1 where id = $2 returning org_id",
  "update users set org_id = $1 where id = $2",
  "update users u set body = $1 from caller where u.id = $2",
  "delete from memberships where group_id = $1 and org_id is not null",
  "insert into memberships (org_id, group_id, user_id) select u.org_id, $1, u.id from users u where u.id = $2",
  "insert into changes select $1, $2",
  "select u.body from users u join connections c on c.id = u.connection_id where c.org_id = $1 and u.org_id is not null",
  // Each is compared, but only with the other.
  "select u.body from users u join connections c on c.org_id = u.org_id and c.id = u.connection_id where u.id = $1",
  "with a as (select u.id from users u where u.org_id = $1), b as (select u.id from users u where u.id = $2) select from a, b",
  "select u.id from users u where u.org_id = $1 union all select u.id from users u where u.id = $2",
  "select g.id from groups g where g.org_id = $1 and exists (select from memberships g where g.user_id = $2)",
  "select u.org_id = $1 from users u where u.id = $2",
  "select x.id from unnest($1) x left join (target join users u on u.id = target.id) on u.id = x.id",
  "select (select count(*) from groups) from users u where u.org_id = $1",
  "/* a note */ select body from users where org_id <> $1",
  'select from "public"."requests_20260101" r',
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
  "select u.id from users u, lateral (select from memberships m where m.org_id = u.org_id) m where u.org_id = $1",
  "delete from memberships m using target where m.org_id = target.org_id and m.group_id = target.id",
  "select r.id from caller left join (page join users r on r.id = page.id) on r.org_id = caller.org_id order by r.id",
  "select g.id from caller join groups g on g.org_id = caller.org_id where g.id = $1 for no key update of g",
  "insert into request_counts as c (org_id, count) select $1, $2 on conflict (org_id) do update set count = c.count",
  "select extract(epoch from at) from changes where org_id = (select org_id from caller)",
  "select from users u where u.org_id = $1 and u.connection_id is distinct from $2",
])("a statement with its tenant is fine: %s", (statement) => {
  expect(withoutTenant([statement])).toEqual([]);
});

test("what the server runs is there to be checked: reads, writes, searches, what it gathers, and a leak", async () => {
  const muster = await startMuster();
  const { database } = muster.database.connection;
  const counted = connect({ ...inject("testServer"), database: DATABASE }, { max: 1, applicationName: "test" });
  const statements = () => statementsOfServer(counted, database);
  try {
    expect((await statements()).join()).not.toMatch(/ users /);
    const { scim, domain } = await muster.organization();
    const { body: ann } = await scim("POST", "/Users", person(`ann@${domain}`));
    const { body: crew } = await scim("POST", "/Groups", teamOf("Crew"));
    await scim("GET", `/Users/${ann.id}`);
    await scim("GET", "/Users");
    await scim("GET", '/Users?filter=title co "1"');
    await scim("PATCH", `/Groups/${crew.id}`, patch(add([ann.id])));
    await scim("DELETE", `/Users/${ann.id}`);
    await muster.requestLog.flush();
    const found = await statements();
    for (const known of [
      /insert into users .* insert into user_emails .* insert into changes .* insert into requests/s,
      /insert into groups .* insert into memberships/s,
      /select \* from users u where u.org_id = caller.org_id and u.id = asked.id/,
      /page as materialized .* order by r.id/s,
      /r\.body.*jsonb.*from users r|strpos/s,
      /update groups g\s+set body/,
      /for no key update of g/,
      /update users u set deleted_at/,
      /insert into requests\s.*json_populate_recordset/s,
    ]) {
      expect(found.filter((statement) => known.test(statement)).length, String(known)).toBeGreaterThan(0);
    }
    expect(withoutTenant(found)).toEqual([]);
    await muster.serverSql`select body from users where id = ${ann.id}`;
    expect(withoutTenant(await statements())).toEqual([
      expect.stringContaining("select body from users where id = $1"),
    ]);
  } finally {
    // Else the whole run would be found leaking.
    await counted`select pg_stat_statements_reset(0::oid, (select oid from pg_database where datname = ${database}), 0)`;
    await counted.end({ timeout: 1 });
    await muster.stop();
  }
});
