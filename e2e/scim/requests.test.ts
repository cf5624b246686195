/** model.md: every request leaves its entry: a write's in its statement, a read's and a refusal's soon after. */

import { afterAll, expect, test } from "vitest";
import { turnOff } from "../../src/connections/on-and-off.ts";
import { generateToken } from "../../src/tokens/token.ts";
import { acme } from "../support/acme.ts";
import { NOBODY, patch, person, team } from "../support/bodies.ts";
import { TESTER } from "../support/muster.ts";
import { scimClient } from "../support/scim-client.ts";

const { scim, muster, orgId, address } = await acme();
const newUser = async () => (await scim("POST", "/Users", person(address()))).body;

interface Entry {
  method: string;
  path: string;
  status: number;
  scim_type: string | null;
  detail: string | null;
  body: string | null;
  client: string | null;
}

/** The requests about `path`, those gathered in memory included. */
async function requestsOf(path: string, org: string = orgId): Promise<Entry[]> {
  await muster.requestLog.flush();
  return muster.sql<Entry[]>`
    select method, path, status, scim_type, detail, body, client from requests
    where org_id = ${org} and path like ${`%${path}%`} order by id`;
}

afterAll(() => expect(muster.logged.filter((line) => JSON.parse(line).level >= 50)).toEqual([]));

test("a write's request is there when its answer is: method, path, status, body, client, address, duration", async () => {
  const user = await newUser();
  const body = patch({ op: "add", path: "title", value: "x" });
  await scim("PATCH", `/Users/${user.id}?attributes=title`, body, { "user-agent": "tester/1.0" });
  const rows = await muster.sql`
    select method, path, status, body::jsonb as body, client, address, resource_type, duration_ms > 0 as took, at <= now() as past, notes
    from requests where org_id = ${orgId} and resource_id = ${user.id} order by id`;
  const common = { address: "127.0.0.1", resource_type: "user", took: true, past: true, notes: null };
  expect(rows).toEqual([
    { ...common, method: "POST", path: "/scim/v2/Users", status: 201, body: person(user.userName), client: "node" },
    {
      ...common,
      method: "PATCH",
      path: `/scim/v2/Users/${user.id}?attributes=title`,
      status: 200,
      body,
      client: "tester/1.0",
    },
  ]);
});

test("every write is there once: users and groups, POST, PUT, PATCH, DELETE, no-ops too", async () => {
  const made = [
    [await newUser(), "/Users", person(address()), "userName"],
    [(await scim("POST", "/Groups", team("Logged"))).body, "/Groups", team("Logged anew"), "displayName"],
  ];
  for (const [resource, path, anew, key] of made) {
    const at = `${path}/${resource.id}`;
    await scim("PUT", at, anew);
    await scim("PUT", at, anew);
    await scim("PATCH", at, patch({ op: "replace", path: key, value: resource[key] }));
    await scim("PATCH", at, patch({ op: "replace", path: key, value: resource[key] }));
    await scim("DELETE", at);
    const patched = path === "/Users" ? 200 : 204;
    expect((await requestsOf(at)).map(({ method, status }) => [method, status])).toEqual([
      ["PUT", 200],
      ["PUT", 200],
      ["PATCH", patched],
      ["PATCH", patched],
      ["DELETE", 204],
    ]);
  }
});

test("password is removed from what is kept, wherever it stands", async () => {
  const user = await newUser();
  const secret = "s3cret-of-the-log";
  const at = `/Users/${user.id}`;
  await scim("PUT", at, person(user.userName, { password: secret, title: "x" }));
  await scim(
    "PATCH",
    at,
    patch({ op: "replace", path: "password", value: secret }, { op: "add", path: "title", value: "y" }),
  );
  await scim("PATCH", at, patch({ op: "replace", value: { Password: secret } }));
  await scim("PATCH", at, patch({ op: "add", path: `password.${secret}`, value: secret }));
  await scim("PUT", at, `{"password":"${secret}"`);
  const rows = await requestsOf(at);
  expect(rows.map(({ status }) => status)).toEqual([200, 200, 200, 400, 400]);
  expect(JSON.stringify(rows.slice(0, 3))).not.toContain(secret);
  expect(rows[4]?.body).not.toContain(secret);
  expect(rows[0]?.body).toContain('"title":"x"');
});

test("a detail does not quote the password that stood in a body which is no JSON", async () => {
  const user = await newUser();
  const answer = await scim("PUT", `/Users/${user.id}`, '{"password": s3cret-of-the-log}');
  expect(answer.status).toBe(400);
  const rows = await requestsOf(`/Users/${user.id}`);
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain("s3cret");
});

test("a body above 64 KiB is cut", async () => {
  const user = await newUser();
  await scim("PUT", `/Users/${user.id}`, person(user.userName, { title: "x".repeat(100_000) }));
  const [row] = await requestsOf(`/Users/${user.id}`);
  expect(row?.body?.length).toBe(64 * 1024 + 1);
});

test("a read's request arrives after a flush, without the answer", async () => {
  const user = await newUser();
  await scim("GET", `/Users/${user.id}?attributes=title`);
  expect(await requestsOf(`/Users/${user.id}?attributes=title`)).toEqual([
    {
      method: "GET",
      path: `/scim/v2/Users/${user.id}?attributes=title`,
      status: 200,
      scim_type: null,
      detail: null,
      body: null,
      client: "node",
    },
  ]);
});

test("refusals are logged to the organization with status, scimType and detail", async () => {
  const user = await newUser();
  const at = `/Users/${user.id}`;
  const answers = [
    await scim("PUT", at, person("x@elsewhere.example")),
    await scim("PATCH", at, patch({ op: "remove", path: "userName" })),
    await scim("PATCH", at, "{"),
    await scim("DELETE", at, undefined, { "if-match": 'W/"9"' }),
    await scim("GET", `${at}/nonsense`),
  ];
  const rows = await requestsOf(at);
  expect(rows.map(({ status, scim_type, detail }) => ({ status: String(status), scim_type, detail }))).toEqual(
    answers.map(({ body }) => ({ status: body.status, scim_type: body.scimType ?? null, detail: body.detail })),
  );
  expect(rows.map(({ status }) => status)).toEqual([403, 400, 400, 412, 404]);
});

test("each kind of refusal is there: of POST, of a filter, of an unknown id, of what is too large", async () => {
  const other = await muster.organization();
  await other.scim("POST", "/Users", person("x@elsewhere.example"));
  await other.scim("POST", "/Users", "nonsense");
  await other.scim("POST", "/Groups", team("x", { members: [{ value: NOBODY }] }));
  await other.scim("GET", "/Users?filter=(");
  await other.scim("GET", `/Groups/${NOBODY}`);
  await other.scim("POST", "/Users", " ".repeat(1024 * 1024 + 1));
  const rows = await requestsOf("/", other.orgId);
  expect(rows.map(({ method, status }) => `${method} ${status}`)).toEqual([
    "POST 403",
    "POST 400",
    "POST 400",
    "GET 400",
    "GET 404",
    "POST 413",
  ]);
});

test("a revoked token's refusal is logged to its organization, and says so to it alone", async () => {
  const other = await muster.organization();
  await turnOff(muster.serverSql, other.orgId, TESTER);
  const answer = await other.scim("GET", "/Users?filter=active eq true");
  expect(answer.status).toBe(401);
  const [row] = await requestsOf("/Users", other.orgId);
  expect(row).toMatchObject({ method: "GET", status: 401 });
  expect(JSON.stringify(row)).not.toContain(other.token);
});

test("refusals of a revoked token are all kept or counted, also those told to slow down", async () => {
  const { muster: flooded } = await acme();
  const other = await flooded.organization();
  await turnOff(flooded.serverSql, other.orgId, TESTER);
  const statuses = [];
  for (let n = 0; n < 45; n++) statuses.push((await other.scim("GET", "/Users")).status);
  expect(statuses).toContain(429);
  await flooded.requestLog.flush();
  const [{ total }] = await flooded.sql<[{ total: number }]>`
    select (select count(*) from requests where org_id = ${other.orgId})::int
      + (select coalesce(sum(count), 0) from request_counts where org_id = ${other.orgId})::int as total`;
  expect(total).toBe(45);
});

test("requests with a token that nobody has are kept apart, with the reason, and without their body", async () => {
  const reasons = { missing: undefined, malformed: "muster_scim_nonsense", unknown: generateToken() };
  for (const [reason, token] of Object.entries(reasons))
    await scimClient(`${muster.address}/scim/v2`, token)("POST", `/Users?${reason}`, person(address()));
  await muster.requestLog.flush();
  const rows = await muster.sql`select method, path, reason, client, address from unknown_requests order by id`;
  const common = { method: "POST", client: "node", address: "127.0.0.1" };
  expect(rows).toEqual(
    ["missing", "malformed", "unknown"].map((reason) => ({ ...common, reason, path: `/scim/v2/Users?${reason}` })),
  );
});

test("no log, table or line holds a token", async () => {
  const { token, scim, domain } = await muster.organization();
  const nobodys = generateToken();
  const elsewhere = { "user-agent": `curl ${token}` };
  for (const sender of [scim, scimClient(`${muster.address}/scim/v2`, nobodys)]) {
    await sender("GET", "/Users");
    await sender("GET", `/Users/${token}?attributes=${token}`, undefined, elsewhere);
    await sender("GET", `/Users?filter=${token}`);
    await sender("POST", `/Users?x=${token}`, `{"userName": ${token}`);
    await sender("POST", "/Users", { ...person(`x@${domain}`), active: token });
  }
  await scimClient(`${muster.address}/scim/v2`, `${token}x`)("GET", "/Users");
  const made = await scim("POST", `/Users?x=${token}`, { ...person(`x@${domain}`), [token]: token }, elsewhere);
  expect(made.status).toBe(201);
  await muster.requestLog.flush();
  await muster.lastUse.flush();
  const texts = await muster.sql<{ at: string; text: string }[]>`
    select 'requests' as at, to_jsonb(r)::text as text from requests r
    union all select 'unknown_requests', to_jsonb(u)::text from unknown_requests u`;
  expect(texts.filter(({ text }) => text.includes(token) || text.includes(nobodys))).toEqual([]);
  const [{ notes }] = await muster.sql<[{ notes: string[] }]>`
    select notes from requests where resource_id = ${made.body.id}`;
  expect(notes).toEqual([expect.stringContaining("muster_scim_(removed)")]);
  for (const table of ["changes", "scim_tokens", "connections"]) {
    const rows = await muster.sql`
      select 1 from ${muster.sql(table)} t where strpos(to_jsonb(t)::text, ${token}) > 0`;
    expect(rows, table).toEqual([]);
  }
  expect(muster.logged.join("")).not.toContain(token);
});

test("a flood of reads is counted above a modest rate: nothing is lost, and rows stay few", async () => {
  const other = await muster.organization();
  await Promise.all(Array.from({ length: 80 }, () => other.scim("GET", "/Users?count=1")));
  await muster.requestLog.flush();
  const [{ kept }] = await muster.sql<
    [{ kept: number }]
  >`select count(*)::int as kept from requests where org_id = ${other.orgId}`;
  const [{ counted }] = await muster.sql<
    [{ counted: number }]
  >`select coalesce(sum(count), 0)::int as counted from request_counts where org_id = ${other.orgId}`;
  expect(kept + counted).toBe(80);
  expect(counted).toBeGreaterThan(0);
});
