/** Users that people make, change, suspend, delete, restore, link and remove in the console, and what that leaves. */

import { afterAll, beforeAll, expect, test } from "vitest";
import type { OrgId } from "../../src/db/ids.ts";
import { add, ENTERPRISE, NOBODY, patch, person, teamOf } from "../support/bodies.ts";
import { type Muster, startMuster } from "../support/muster.ts";
import { signedIn, signedInAs } from "../support/signed-in.ts";

let muster: Muster;

beforeAll(async () => {
  muster = await startMuster();
});
afterAll(() => muster.stop());

/** An organization with an Organization Admin at the console. */
async function organization() {
  const made = await muster.organization();
  return { ...made, dana: await signedIn(muster, made.orgId, "organization_admin") };
}

/** The changes of a user or group, the first first. */
function changesOf(orgId: OrgId, id: string) {
  return muster.sql<{ op: string; before: object | null; after: object | null; by: string | null }[]>`
    select op, before, after, actor ->> 'name' as by from changes
    where org_id = ${orgId} and resource_id = ${id} order by id`;
}

/** Which organizations somebody's sessions see. */
function sessionsOf({ accountId }: { readonly accountId: string }) {
  return muster.sql`select "orgId" from sessions where "userId" = ${accountId}::uuid`;
}

const suspended = patch({ op: "replace", value: { active: false } });
const activated = patch({ op: "replace", value: { active: true } });

test("a user made by hand, with any address, is there for SCIM, nobody's, and its change says who made it", async () => {
  const { orgId, dana, scim } = await organization();
  const ann = {
    userName: "Ann@elsewhere.example",
    displayName: " Ann Lee ",
    givenName: "Ann",
    familyName: "Lee",
    email: "ann.lee@elsewhere.example",
    title: "Engineer",
    department: "Research",
  };
  const made = await dana("POST", "/users", ann);
  expect([made.status, made.body.version]).toEqual([201, 1]);
  const { body } = await scim("GET", `/Users/${made.body.id}`);
  expect(body).toMatchObject({
    userName: "Ann@elsewhere.example",
    displayName: "Ann Lee",
    name: { givenName: "Ann", familyName: "Lee" },
    emails: [{ value: "ann.lee@elsewhere.example", type: "work", primary: true }],
    title: "Engineer",
    active: true,
    [ENTERPRISE]: { department: "Research" },
  });
  expect((await scim("GET", '/Users?filter=emails.value eq "ANN.LEE@elsewhere.example"')).body.totalResults).toBe(1);
  const [{ managed }] = await muster.sql<[{ managed: boolean }]>`
    select connection_id is not null as managed from users where id = ${made.body.id}`;
  expect(managed).toBe(false);
  expect(await changesOf(orgId, made.body.id)).toEqual([
    {
      op: "create",
      before: null,
      after: expect.objectContaining({ title: "Engineer" }),
      by: "Some organization_admin",
    },
  ]);
  const again = await dana("POST", "/users", { userName: "ANN@ELSEWHERE.example" });
  expect([again.status, again.body.code]).toEqual([409, "taken"]);
  expect(again.body).toMatchObject({ field: "userName", problem: "Another user has this userName already." });
});

test.each([
  ["no userName", {}],
  ["an empty userName", { userName: "  " }],
  ["two addresses in one", { userName: "a@b.example, c@d.example" }],
  ["an email without an @", { userName: "kim", email: "kim" }],
  ["a text without end", { userName: "kim", displayName: "x".repeat(201) }],
])("%s is refused, and nobody is made", async (_, body) => {
  const { orgId, dana } = await organization();
  const refused = await dana("POST", "/users", body);
  expect([refused.status, refused.body.field]).toEqual([400, Object.keys(body).at(-1) ?? "userName"]);
  expect(refused.body.problem).toMatch(/^[A-Z].*\.$/);
  expect(await muster.sql`select from users where org_id = ${orgId}`).toHaveLength(1);
});

test("an edit changes what it names and keeps the rest; of two who edit one version, the second is told", async () => {
  const { orgId, dana, scim } = await organization();
  const { body: made } = await dana("POST", "/users", {
    userName: "kim",
    displayName: "Kim",
    email: "kim@old.example",
    title: "Clerk",
  });
  const edit = (body: object) => dana("PATCH", `/users/${made.id}`, body);
  const first = await edit({ version: 1, email: "kim@new.example", familyName: "Park", title: null });
  expect([first.status, first.body]).toEqual([200, { id: made.id, version: 2 }]);
  const second = await edit({ version: 1, displayName: "Kimmy" });
  expect([second.status, second.body.code]).toEqual([409, "changed meanwhile"]);
  const { body } = await scim("GET", `/Users/${made.id}`);
  expect(body).toMatchObject({
    displayName: "Kim",
    name: { familyName: "Park" },
    emails: [{ value: "kim@new.example", primary: true }],
  });
  expect(body.title).toBeUndefined();
  expect((await scim("GET", '/Users?filter=emails.value eq "kim@old.example"')).body.totalResults).toBe(0);
  expect((await scim("GET", '/Users?filter=emails.value eq "kim@new.example"')).body.totalResults).toBe(1);
  expect((await changesOf(orgId, made.id)).at(-1)).toMatchObject({
    op: "update",
    before: { title: "Clerk" },
    after: { name: { familyName: "Park" } },
  });
  expect((await edit({ version: 2, title: null })).body.version).toBe(2);
  await dana("POST", "/users", { userName: "lee" });
  expect((await edit({ version: 2, userName: "LEE" })).body.code).toBe("taken");
});

test("what the identity provider manages is read-only, by its name; what it finds by hand it adopts with id, sign-in and role", async () => {
  const { orgId, dana, scim, domain } = await organization();
  const okta = { "user-agent": "Okta SCIM Client 1.0.0" };
  const { body: ann } = await scim("POST", "/Users", person(`ann@${domain}`), okta);
  await muster.requestLog.flush();
  const refused = await dana("PATCH", `/users/${ann.id}`, { version: 1, title: "Boss" });
  expect([refused.status, refused.body.code]).toEqual([409, "managed"]);
  expect(refused.body.message).toMatch(/manages this user\. Change it there\.$/);

  expect(
    (await scim("PATCH", `/Users/${dana.userId}`, patch({ op: "add", path: "title", value: "Head" }))).status,
  ).toBe(200);
  expect((await dana("GET", "/me")).body).toMatchObject({ userId: dana.userId, role: "organization_admin" });
  expect((await changesOf(orgId, dana.userId)).map(({ op }) => op)).toEqual(["adopt", "update"]);
  expect((await dana("PATCH", `/users/${dana.userId}`, { version: 2, title: "Boss" })).body.code).toBe("managed");
});

test("suspending ends the sessions here and nowhere else, and no cookie of before lives again", async () => {
  const [here, there] = [await organization(), await muster.organization()];
  const ann = await signedIn(muster, here.orgId, "viewer");
  await muster.sql`
    insert into users (org_id, body, account_id)
    select ${there.orgId}, body, account_id from users where id = ${ann.userId}`;
  const elsewhere = await signedInAs(muster, there.orgId, ann.accountId);

  expect((await here.dana("POST", `/users/${ann.userId}/suspend`)).status).toBe(204);
  expect(await sessionsOf(ann)).toEqual([{ orgId: there.orgId }]);
  expect((await here.scim("GET", `/Users/${ann.userId}`)).body.active).toBe(true);
  expect((await here.scim("PATCH", `/Users/${ann.userId}`, activated)).status).toBe(200);
  expect((await ann("GET", "/me")).status).toBe(401);
  expect((await elsewhere("GET", "/me")).status).toBe(200);
  const late = await signedInAs(muster, here.orgId, ann.accountId);
  const lifted = await here.dana("POST", `/users/${ann.userId}/lift-suspension`);
  expect([lifted.status, lifted.body]).toEqual([200, { access: true }]);
  expect((await ann("GET", "/me")).status).toBe(401);
  expect((await late("GET", "/me")).status).toBe(401);
  expect((await changesOf(here.orgId, ann.userId)).map(({ op }) => op)).toEqual(["block", "adopt", "unblock"]);
});

test.each(["PATCH", "PUT", "DELETE"])("a %s that ends access ends the sessions with it", async (method) => {
  const { orgId, dana, scim } = await organization();
  const ann = await signedIn(muster, orgId, "viewer");
  const { body } = await scim("GET", `/Users/${ann.userId}`);
  const sent = { PATCH: suspended, PUT: { ...body, active: false } }[method];
  expect((await scim(method, `/Users/${ann.userId}`, sent)).status).toBeLessThan(300);
  expect(await sessionsOf(ann)).toEqual([]);
  expect((await ann("GET", "/me")).status).toBe(401);
  if (method === "DELETE") return;
  const refused = await dana("POST", `/users/${ann.userId}/lift-suspension`);
  expect([refused.status, refused.body.code]).toEqual([409, "suspended elsewhere"]);
  await dana("POST", `/users/${ann.userId}/suspend`);
  const late = await signedInAs(muster, orgId, ann.accountId);
  expect((await dana("POST", `/users/${ann.userId}/lift-suspension`)).body).toEqual({ access: false });
  await scim("PATCH", `/Users/${ann.userId}`, activated);
  expect((await late("GET", "/me")).status).toBe(401);
});

test("a deleted user comes back with its id, suspended, without memberships and roles, unless its userName is taken", async () => {
  const { orgId, dana, scim } = await organization();
  const ann = await signedIn(muster, orgId, "viewer");
  const { body: team } = await scim("POST", "/Groups", teamOf("Team", [ann.userId]));
  expect((await dana("POST", `/deleted-users/${ann.userId}/restore`)).status).toBe(404);
  expect((await dana("DELETE", `/users/${ann.userId}`)).status).toBe(204);
  expect((await scim("GET", `/Users/${ann.userId}`)).status).toBe(404);
  expect((await ann("GET", "/me")).status).toBe(401);

  const { body: namesake } = await dana("POST", "/users", { userName: ann.email });
  const taken = await dana("POST", `/deleted-users/${ann.userId}/restore`);
  expect([taken.status, taken.body.code]).toEqual([409, "taken"]);
  await dana("DELETE", `/users/${namesake.id}`);
  expect((await dana("POST", `/deleted-users/${ann.userId}/restore`)).status).toBe(200);

  const { body } = await scim("GET", `/Users/${ann.userId}`);
  expect([body.active, body.groups]).toEqual([false, undefined]);
  expect((await scim("GET", `/Users?filter=emails.value eq "${ann.email}"`)).body.totalResults).toBe(1);
  expect((await scim("GET", `/Groups/${team.id}`)).body.members).toEqual([]);
  expect((await dana("POST", `/users/${ann.userId}/lift-suspension`)).body).toEqual({ access: true });
  expect((await ann("GET", "/me")).status).toBe(401);
});

test("who is permanently removed is nowhere any more; that somebody was, when and by whom, is", async () => {
  const { orgId, dana, scim, domain } = await organization();
  const name = `zoe.quill@${domain}`;
  const { body: zoe } = await scim("POST", "/Users", {
    ...person(name, { displayName: "Zoe Quill" }),
    emails: [{ value: `zq@${domain}` }],
  });
  const { body: kept } = await scim("POST", "/Users", person(`al.${name}`, { displayName: "Al" }));
  const { body: team } = await scim("POST", "/Groups", teamOf("Team", [zoe.id]));
  await scim("PATCH", `/Users/${zoe.id}`, patch({ op: "replace", value: { userName: `zoe.new@${domain}` } }));
  await scim("POST", "/Users", person(`zoe.new@${domain}`));
  await scim("GET", `/Users?filter=userName eq "${name}"`);
  await scim("DELETE", `/Users/${zoe.id}`);
  await muster.requestLog.flush();
  // A log that is longer than what one transaction looks through.
  await muster.sql`
    insert into requests (org_id, id, connection_id, at, method, path, status, body)
    select ${orgId}, uuidv7(n * interval '-1 millisecond'), uuidv7(), now(), 'GET', '/Users', 200, ${`"${name}"`}
    from generate_series(1000, 5500) n`;

  const remove = () => dana("DELETE", `/deleted-users/${zoe.id}`);
  await muster.sql`update sessions set "confirmedAt" = now() - interval '16 minutes' where "orgId" = ${orgId}`;
  expect((await remove()).body.code).toBe("confirm");
  await muster.sql`update sessions set "confirmedAt" = now() where "orgId" = ${orgId}`;
  expect((await remove()).status).toBe(204);
  expect((await remove()).status).toBe(404);
  expect((await scim("GET", `/Users/${zoe.id}`)).status).toBe(404);

  const left: string[] = [];
  for (const table of ["users", "user_emails", "changes", "requests"]) {
    const rows = await muster.sql<{ row: string }[]>`
      select to_jsonb(t)::text as row from ${muster.sql(table)} t where org_id = ${orgId}`;
    left.push(...rows.map(({ row }) => row).filter((row) => /"zoe|zoe\.quill@|zq@|Zoe Quill|zoe%/i.test(row)));
  }
  expect(left.filter((row) => !row.includes(`al.${name}`))).toEqual([]);
  expect((await scim("GET", `/Users/${kept.id}`)).body.userName).toBe(`al.${name}`);
  expect((await muster.sql`select from requests where org_id = ${orgId} and body like ${`%al.${name}%`}`).length).toBe(
    1,
  );
  const [{ transactions }] = await muster.sql<[{ transactions: number }]>`
    select count(distinct xmin::text) as transactions from requests where org_id = ${orgId} and body like '(not kept%'`;
  expect(transactions).toBeGreaterThan(2);
  const changes = await changesOf(orgId, zoe.id);
  expect(changes.at(-1)).toEqual({ op: "erase", before: null, after: null, by: "Some organization_admin" });
  expect(changes.every(({ before, after }) => before === null && after === null)).toBe(true);
  expect((await changesOf(orgId, team.id)).length).toBeGreaterThan(1);
});

test("of somebody whose userName is a word, only where it stands as a userName is erased", async () => {
  const { orgId, dana, scim, domain } = await organization();
  await scim("POST", "/Users", person(`ann@${domain}`));
  await scim("GET", `/Users?filter=userName eq "schemas"`);
  const { body: made } = await dana("POST", "/users", { userName: "schemas" });
  await dana("DELETE", `/users/${made.id}`);
  await muster.requestLog.flush();
  expect((await dana("DELETE", `/deleted-users/${made.id}`)).status).toBe(204);
  const requests = await muster.sql<{ path: string; body: string | null }[]>`
    select path, body from requests where org_id = ${orgId} order by id`;
  expect(requests[0]?.body).toContain(`ann@${domain}`);
  expect(requests[1]?.path).toContain("(erased)");
  expect(requests[1]?.path).not.toContain("schemas");
});

test("what the removed person did in the console stays, without a name; an account of nobody goes", async () => {
  const { orgId, dana } = await organization();
  const eve = await signedIn(muster, orgId, "admin");
  const { body: made } = await eve("POST", "/users", { userName: "made by eve" });
  await dana("DELETE", `/users/${eve.userId}`);
  await dana("DELETE", `/deleted-users/${eve.userId}`);
  const [{ actor }] = await muster.sql<[{ actor: object }]>`select actor from changes where resource_id = ${made.id}`;
  expect(actor).toEqual({ kind: "person", id: eve.userId });
  expect(await muster.sql`select from accounts where email = ${eve.email}`).toEqual([]);
  expect((await dana("GET", "/me")).status).toBe(200);
});

test("linking keeps the identity provider's record, with the other's sign-in, role and hand-made memberships", async () => {
  const { orgId, dana, scim, domain } = await organization();
  const ann = await signedIn(muster, orgId, "admin");
  const { body: kept } = await scim("POST", "/Users", person(`ann@${domain}`, { displayName: "Ann Lee" }));
  const { body: hand } = await dana("POST", "/groups", { displayName: "By hand" });
  const { body: theirs } = await scim("POST", "/Groups", teamOf("Theirs", [ann.userId]));
  // SCIM adopts nothing by that; the group made by hand is dana's.
  await dana("PATCH", `/groups/${hand.id}/members`, { add: [ann.userId] });
  const link = (id: string, other: string) => dana("POST", `/users/${id}/link`, { with: other });
  expect((await link(ann.userId, kept.id)).body.code).toBe("not linkable");
  expect((await link(kept.id, kept.id)).body.code).toBe("not linkable");
  expect((await link(kept.id, NOBODY)).status).toBe(404);

  expect((await link(kept.id, ann.userId)).status).toBe(204);
  expect((await ann("GET", "/me")).body).toMatchObject({ userId: kept.id, name: "Ann Lee", role: "admin" });
  expect((await scim("GET", `/Users/${ann.userId}`)).status).toBe(404);
  const members = async (id: string) =>
    (await scim("GET", `/Groups/${id}`)).body.members.map(({ value }: { value: string }) => value);
  expect([await members(hand.id), await members(theirs.id)]).toEqual([[kept.id], []]);
  expect((await changesOf(orgId, kept.id)).map(({ op }) => op)).toEqual(["create", "link", "grant", "link"]);
  expect((await link(kept.id, dana.userId)).body.message).toMatch(/^Both can sign in/);
});

test("a link takes a suspension and a higher role along, and says so; who is erased then leaves no account of either", async () => {
  const { orgId, dana, scim, domain } = await organization();
  const ann = await signedIn(muster, orgId, "admin");
  const { body: kept } = await scim("POST", "/Users", person(`ann@${domain}`));
  await muster.sql`insert into role_grants (org_id, user_id, role) values (${orgId}, ${kept.id}, 'viewer')`;
  await dana("POST", `/users/${ann.userId}/suspend`);
  expect((await dana("POST", `/users/${kept.id}/link`, { with: ann.userId })).status).toBe(204);
  expect(await changesOf(orgId, kept.id)).toMatchObject([
    { op: "create" },
    { op: "block", by: "Some organization_admin" },
    { op: "link", after: { email: ann.email } },
    { op: "grant", before: { role: "viewer" }, after: { role: "admin" } },
    { op: "link", after: { linked: ann.userId } },
  ]);

  await scim("DELETE", `/Users/${kept.id}`);
  expect((await dana("DELETE", `/deleted-users/${kept.id}`)).status).toBe(204);
  expect(await muster.sql`select from accounts where email = ${ann.email}`).toEqual([]);
});

test("a group made by hand is renamed, filled, emptied and deleted; an identity provider's is read-only", async () => {
  const { orgId, dana, scim } = await organization();
  const { body: ann } = await dana("POST", "/users", { userName: "ann" });
  const { body: crew, status } = await dana("POST", "/groups", { displayName: "Crew" });
  expect(status).toBe(201);
  expect((await dana("POST", "/groups", { displayName: "CREW" })).body).toMatchObject({ code: "taken" });
  const { body: other } = await dana("POST", "/groups", { displayName: "Other" });
  const move = (body: object) => dana("PATCH", `/groups/${crew.id}/members`, body);
  expect((await move({ add: [ann.id, other.id] })).body.version).toBe(2);
  expect((await move({ add: [ann.id] })).body.version).toBe(2);
  expect((await move({ add: [NOBODY] })).status).toBe(400);
  expect((await move({ remove: [other.id] })).body.version).toBe(3);
  expect((await scim("GET", `/Groups/${crew.id}`)).body.members).toMatchObject([{ value: ann.id, type: "User" }]);
  expect((await dana("PATCH", `/groups/${crew.id}`, { displayName: "The crew" })).body.version).toBe(4);
  expect((await dana("PATCH", `/groups/${crew.id}`, { displayName: "other" })).body.code).toBe("taken");
  expect((await scim("GET", `/Groups/${crew.id}`)).body.displayName).toBe("The crew");
  expect((await dana("DELETE", `/groups/${crew.id}`)).status).toBe(204);
  expect((await scim("GET", `/Groups/${crew.id}`)).status).toBe(404);
  expect((await changesOf(orgId, crew.id)).map(({ op }) => op)).toEqual([
    "create",
    "update",
    "update",
    "update",
    "delete",
  ]);

  const { body: theirs } = await scim("POST", "/Groups", teamOf("Theirs"));
  for (const [method, path, body] of [
    ["PATCH", `/groups/${theirs.id}`, { displayName: "Ours" }],
    ["PATCH", `/groups/${theirs.id}/members`, { add: [ann.id] }],
    ["DELETE", `/groups/${theirs.id}`],
  ] as const) {
    const refused = await dana(method, path, body);
    expect([refused.status, refused.body.code]).toEqual([409, "managed"]);
  }
  expect((await scim("PATCH", `/Groups/${other.id}`, patch(add([ann.id])))).status).toBe(204);
  expect((await dana("PATCH", `/groups/${other.id}`, { displayName: "Mine" })).body.code).toBe("managed");
});

test("nobody touches a person or a group above their own role", async () => {
  const { orgId, dana, scim, domain } = await organization();
  const adam = await signedIn(muster, orgId, "admin");
  const { body: boss } = await dana("POST", "/groups", { displayName: "Bosses" });
  await muster.sql`insert into group_roles (org_id, group_id, role) values (${orgId}, ${boss.id}, 'organization_admin')`;
  const { body: kept } = await scim("POST", "/Users", person(`dana@${domain}`));
  const { body: ann } = await dana("POST", "/users", { userName: "ann" });
  await dana("PATCH", `/groups/${boss.id}/members`, { add: [ann.id] });
  const asked: [string, string, object?][] = [dana.userId, ann.id].flatMap((id): [string, string, object?][] => [
    ["PATCH", `/users/${id}`, { version: 1, userName: "adam.too@example.com" }],
    ["POST", `/users/${id}/suspend`],
    ["POST", `/users/${id}/lift-suspension`],
    ["DELETE", `/users/${id}`],
    ["POST", `/users/${kept.id}/link`, { with: id }],
  ]);
  for (const [method, path, body] of [
    ...asked,
    ["PATCH", `/groups/${boss.id}`, { displayName: "Mine" }] as const,
    ["PATCH", `/groups/${boss.id}/members`, { add: [adam.userId] }] as const,
    ["DELETE", `/groups/${boss.id}`] as const,
  ]) {
    const refused = await adam(method, path, body);
    expect([path, refused.status, refused.body.code]).toEqual([path, 403, "above"]);
  }
  expect((await adam("GET", "/me")).body.role).toBe("admin");
  expect((await adam("PATCH", `/users/${adam.userId}`, { version: 1, title: "Admin" })).status).toBe(200);
});

test("the last Organization Admin who can sign in stays one, whichever way is tried; a second may go, not both at once", async () => {
  const { orgId, dana } = await organization();
  const last = (answer: { status: number; body: { code?: string } }) =>
    expect([answer.status, answer.body.code]).toEqual([409, "last admin"]);
  last(await dana("POST", `/users/${dana.userId}/suspend`));
  last(await dana("DELETE", `/users/${dana.userId}`));
  const eve = await signedIn(muster, orgId, "admin");
  await muster.sql`update role_grants set role = 'organization_admin' where org_id = ${orgId} and user_id = ${eve.userId}`;
  const both = await Promise.all([
    dana("POST", `/users/${dana.userId}/suspend`),
    eve("POST", `/users/${eve.userId}/suspend`),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
});

test("another organization's users and groups are as unknown as those that never were", async () => {
  const [mine, theirs] = [await organization(), await organization()];
  const { body: user } = await theirs.dana("POST", "/users", { userName: "theirs" });
  const { body: gone } = await theirs.dana("POST", "/users", { userName: "gone" });
  await theirs.dana("DELETE", `/users/${gone.id}`);
  const { body: group } = await theirs.dana("POST", "/groups", { displayName: "Theirs" });
  const { body: own } = await mine.dana("POST", "/groups", { displayName: "Mine" });
  const { body: kept } = await mine.scim("POST", "/Users", person(`kept@${mine.domain}`));
  const before = await muster.sql`select to_jsonb(t) from users t where org_id = ${theirs.orgId} order by id`;
  const ask = (ids: { user: string; gone: string; group: string }) =>
    Promise.all(
      (
        [
          ["PATCH", `/users/${ids.user}`, { version: 1, title: "Mine" }],
          ["POST", `/users/${ids.user}/suspend`],
          ["POST", `/users/${ids.user}/lift-suspension`],
          ["DELETE", `/users/${ids.user}`],
          ["POST", `/users/${kept.id}/link`, { with: ids.user }],
          ["POST", `/users/${ids.user}/link`, { with: mine.dana.userId }],
          ["POST", `/deleted-users/${ids.gone}/restore`],
          ["DELETE", `/deleted-users/${ids.gone}`],
          ["PATCH", `/groups/${ids.group}`, { displayName: "Ours" }],
          ["PATCH", `/groups/${ids.group}/members`, { add: [mine.dana.userId] }],
          ["DELETE", `/groups/${ids.group}`],
          ["PATCH", `/groups/${own.id}/members`, { add: [ids.user] }],
        ] as const
      ).map(async ([method, path, body]) => {
        const { status, body: answer } = await mine.dana(method, path, body);
        return [status, JSON.stringify(answer).replaceAll(ids.user, "ID")];
      }),
    );
  const answers = await ask({ user: user.id, gone: gone.id, group: group.id });
  expect(answers).toEqual(await ask({ user: NOBODY, gone: NOBODY, group: NOBODY }));
  expect(answers.map(([status]) => status)).toEqual([...Array(11).fill(404), 400]);
  expect(await muster.sql`select to_jsonb(t) from users t where org_id = ${theirs.orgId} order by id`).toEqual(before);
});
