/** Who may do what: roles, granted and through groups. */

import { afterAll, beforeAll, expect, test } from "vitest";
import type { OrgId } from "../../src/db/ids.ts";
import { GROUP, person } from "../support/bodies.ts";
import { type ConsoleClient, setUpClient } from "../support/console-client.ts";
import { type Muster, startMuster } from "../support/muster.ts";

let muster: Muster;

beforeAll(async () => {
  muster = await startMuster();
});
afterAll(() => muster.stop());

/** An organization with Dana as its Organization Admin, and users without a sign-in. */
async function acme(...names: string[]) {
  const { orgId, domain, scim } = await muster.organization();
  const dana = await setUpClient(muster, orgId, `dana@${domain}`);
  const ids: Record<string, string> = { dana: (await dana("GET", "/me")).body.userId };
  for (const name of names) ids[name] = (await scim("POST", "/Users", person(`${name}@${domain}`))).body.id;
  const group = async (displayName: string, ...members: string[]) => {
    const { body } = await scim("POST", "/Groups", {
      schemas: [GROUP],
      displayName,
      members: members.map((name) => ({ value: ids[name] })),
    });
    return body.id as string;
  };
  const grant = (name: string, role: string) => dana("PUT", `/members/${ids[name]}/role`, { role });
  return { orgId, domain, scim, dana, ids, group, grant };
}

async function rolesOf(client: ConsoleClient, search = "") {
  const { members } = (await client("GET", `/members?search=${search}`)).body;
  return members.map(({ userName, role }: { userName: string; role: string }) => `${userName.split("@")[0]}: ${role}`);
}

async function changesOf(orgId: OrgId) {
  return muster.sql`
    select op, before ->> 'role' as before, after ->> 'role' as after, actor ->> 'name' as by from changes
    where org_id = ${orgId} and resource_type = 'role' order by id`;
}

test("a role is granted, changed and withdrawn, and each leaves its change", async () => {
  const { orgId, dana, ids, grant } = await acme("ann");
  expect((await grant("ann", "viewer")).status).toBe(204);
  expect((await grant("ann", "viewer")).status).toBe(204);
  expect((await grant("ann", "admin")).status).toBe(204);
  expect(await rolesOf(dana)).toEqual(["dana: organization_admin", "ann: admin"]);
  expect((await dana("GET", "/members")).body.members[1]).toMatchObject({
    id: ids.ann,
    granted: "admin",
    groups: [],
    status: "active",
    signsIn: false,
  });
  expect((await dana("DELETE", `/members/${ids.ann}/role`)).status).toBe(204);
  expect((await dana("DELETE", `/members/${ids.ann}/role`)).status).toBe(204);
  expect(await rolesOf(dana)).toEqual(["dana: organization_admin"]);
  const by = "Dana Whitfield";
  expect((await changesOf(orgId)).slice(1)).toEqual([
    { op: "grant", before: null, after: "viewer", by },
    { op: "grant", before: "viewer", after: "admin", by },
    { op: "withdraw", before: "admin", after: null, by },
  ]);
});

test("a group gives its direct members a role; the higher of two counts, and it ends with the mapping", async () => {
  const { orgId, dana, ids, group, grant } = await acme("ann", "bob", "cy");
  const team = await group("Support", "ann", "bob");
  expect((await dana("GET", `/groups/${team}`)).body.role).toBeNull();
  expect((await dana("PUT", `/groups/${team}/role`, { role: "admin" })).status).toBe(204);
  await grant("ann", "viewer");
  await grant("cy", "viewer");
  expect(await rolesOf(dana)).toEqual(["dana: organization_admin", "ann: admin", "bob: admin", "cy: viewer"]);
  const { members } = (await dana("GET", "/members?search=ANN")).body;
  expect(members).toEqual([
    expect.objectContaining({ granted: "viewer", groups: [{ id: team, name: "Support", role: "admin" }] }),
  ]);
  expect((await dana("GET", "/members/groups")).body.groups).toEqual([
    { id: team, name: "Support", role: "admin", people: 2 },
  ]);
  expect((await dana("DELETE", `/groups/${team}/role`)).status).toBe(204);
  expect(await rolesOf(dana)).toEqual(["dana: organization_admin", "ann: viewer", "cy: viewer"]);
  expect((await changesOf(orgId)).map(({ op }) => op)).toEqual(["grant", "map", "grant", "grant", "unmap"]);
  expect((await dana("PUT", `/groups/${ids.ann}/role`, { role: "admin" })).status).toBe(404);
});

test("a group makes Organization Admins only where somebody has ticked the warning", async () => {
  const { dana, group } = await acme("ann");
  const team = await group("Owners", "ann");
  const refused = await dana("PUT", `/groups/${team}/role`, { role: "organization_admin" });
  expect([refused.status, refused.body.code]).toEqual([409, "refused"]);
  expect((await dana("PUT", `/groups/${team}/role`, { role: "organization_admin", isWarned: true })).status).toBe(204);
  expect(await rolesOf(dana, "ann")).toEqual(["ann: organization_admin"]);
});

test("the last Organization Admin who can sign in stays; of two who withdraw each other at once, one does", async () => {
  const { orgId, dana, ids, domain, grant } = await acme("ann");
  // Ann is one by name, but has no sign-in.
  await grant("ann", "organization_admin");
  expect((await dana("DELETE", `/members/${ids.dana}/role`)).body.code).toBe("last");
  expect((await grant("dana", "viewer")).body.code).toBe("last");
  expect((await dana("GET", "/me")).body.organizationAdmins).toEqual(["Dana Whitfield"]);

  const eve = await setUpClient(muster, orgId, `eve@${domain}`, "Eve Adams");
  const idOfEve = (await eve("GET", "/me")).body.userId;
  const answers = await Promise.all([
    dana("DELETE", `/members/${idOfEve}/role`),
    eve("DELETE", `/members/${ids.dana}/role`),
  ]);
  expect(answers.map(({ status }) => status).sort()).toSatisfy(
    ([one, other]: number[]) => one === 204 && (other === 409 || other === 403),
  );
});

test("members are paged, those with most rights first, each once", async () => {
  const names = Array.from({ length: 12 }, (_, i) => `p${String(i).padStart(2, "0")}`);
  const { dana, group, grant } = await acme(...names);
  await dana("PUT", `/groups/${await group("Lookers", ...names.slice(0, 9))}/role`, { role: "viewer" });
  await dana("PUT", `/groups/${await group("Doers", ...names.slice(6))}/role`, { role: "admin" });
  await grant("p03", "organization_admin");
  const seen: string[] = [];
  let after = "";
  do {
    const { body } = await dana("GET", `/members?limit=4${after && `&after=${after}`}`);
    seen.push(...body.members.map(({ userName }: { userName: string }) => userName.split("@")[0]));
    after = body.next ?? "";
  } while (after !== "");
  expect(seen).toEqual(["dana", "p03", ...names.slice(6), ...names.slice(0, 6).filter((name) => name !== "p03")]);
});

test("who is to get a role is found by the beginning of name or userName; not in another organization", async () => {
  const { dana, ids, domain } = await acme("ann", "anton", "bea");
  const other = await acme("anna");
  const found = async (search: string) =>
    (await dana("GET", `/members/to-be?search=${search}`)).body.users.map(({ id }: { id: string }) => id);
  expect(await found("AN")).toEqual([ids.ann, ids.anton]);
  expect(await found(`bea@${domain}`)).toEqual([ids.bea]);
  expect(await found("%")).toEqual([]);
  expect((await dana("PUT", `/members/${other.ids.anna}/role`, { role: "viewer" })).status).toBe(404);
});
