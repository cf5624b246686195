/** What goes wrong around signing in: two at once, too many tries, a database that is away, an environment of others. */

import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, symlink, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { deleteOrganization } from "../../src/accounts/delete-organization.ts";
import { makeSetupLink } from "../../src/accounts/setup-links.ts";
import { assemble } from "../../src/http/serve.ts";
import { consoleClient, PASSWORD, setUpClient } from "../support/console-client.ts";
import { type Muster, startMuster } from "../support/muster.ts";

let muster: Muster;

beforeAll(async () => {
  muster = await startMuster();
});
afterAll(() => muster.stop());

test("of two who set up one new address at once, one is told to try again, and then can", async () => {
  const [first, second] = [await muster.organization(), await muster.organization()];
  const secrets = await Promise.all([first, second].map(({ orgId }) => makeSetupLink(muster.sql, orgId, null)));
  const setUp = (secret: string | undefined) =>
    consoleClient(muster)("POST", "/set-up", { secret, name: "Twin", email: "twin@example.com", password: PASSWORD });
  const answers = await Promise.all(secrets.map(setUp));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
  const loser = answers.findIndex(({ status }) => status === 409);
  expect((await setUp(secrets[loser])).status).toBe(204);
});

test("too many tries are refused with how long to wait; failures are told where the account's people look", async () => {
  const { orgId } = await muster.organization();
  await setUpClient(muster, orgId, "tries@example.com");
  const client = consoleClient(muster);
  const wrong = () => client("POST", "/auth/sign-in/email", { email: "tries@example.com", password: "guess" });
  for (let i = 0; i < 5; i++) expect((await wrong()).status).toBe(401);
  const refused = await wrong();
  expect([refused.status, refused.body.code]).toEqual([429, "slow down"]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  const failures = await muster.sql`
    select actor ->> 'name' as by, actor ->> 'address' as address, after ->> 'why' as why from changes
    where org_id = ${orgId} and resource_type = 'session' and op = 'refuse'`;
  // The five of one hour and address once: the log only grows, and whoever guesses does not stop.
  expect(failures).toEqual([{ by: "Somebody", address: "127.0.0.1", why: "wrong password" }]);
  expect(muster.logged.filter((line) => line.includes("A sign-in failed."))).toHaveLength(5);
  expect(muster.logged.join()).not.toContain("tries@example.com");
});

test("behind a proxy that is not trusted the log says so, once", async () => {
  const client = consoleClient(muster);
  for (const email of ["a@example.com", "b@example.com"]) {
    await client("POST", "/auth/sign-in/email", { email, password: "x" }, { "x-forwarded-for": "203.0.113.9" });
  }
  expect(muster.logged.filter((line) => line.includes("MUSTER_TRUST_PROXY"))).toHaveLength(1);
});

test("an organization takes along the accounts and sessions that served it alone", async () => {
  const [one, other] = [await muster.organization(), await muster.organization()];
  await setUpClient(muster, one.orgId, "alone@example.com");
  await setUpClient(muster, one.orgId, "shared@example.com");
  await setUpClient(muster, other.orgId, "shared@example.com");
  await deleteOrganization(muster.serverSql, one.orgId, () => {});
  const accounts = await muster.sql`
    select email, (select count(*) from sessions s where s."userId" = a.id) as sessions from accounts a
    where email in ('alone@example.com', 'shared@example.com')`;
  expect(accounts).toEqual([{ email: "shared@example.com", sessions: 1 }]);
});

test("a database that is away is 503 with when to try again, signed in or not; then all is as before", async () => {
  await using resources = new AsyncDisposableStack();
  const { connection } = muster.database;
  const socket = `.s.PGSQL.${connection.port}`;
  const directory = await mkdtemp(join(tmpdir(), "muster-away-"));
  resources.defer(() => rm(directory, { recursive: true }));
  const appear = () => symlink(join(connection.host, socket), join(directory, socket));
  await appear();
  const options = { publicUrl: undefined, trustProxy: false as const, secretKey: randomBytes(32) };
  const server = resources.use(await assemble({ ...connection, host: directory }, options, pino({ level: "silent" })));
  const address = await server.app.listen({ host: "127.0.0.1", port: 0 });

  const { orgId } = await muster.organization();
  await setUpClient(muster, orgId, "away@example.com");
  const client = consoleClient({ address });
  const signIn = () => client("POST", "/auth/sign-in/email", { email: "away@example.com", password: PASSWORD });
  expect((await signIn()).status).toBe(200);
  await unlink(join(directory, socket));
  await muster.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'muster'`;
  const answers = [await client("GET", "/me"), await signIn()];
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(2).fill([503, "away"]));
  expect(answers.map(({ headers }) => headers.get("retry-after"))).toEqual(["5", "5"]);
  await appear();
  await vi.waitFor(async () => expect((await client("GET", "/me")).status).toBe(200), 5_000);
});

test("outside of tests, and whatever the environment says to better-auth, sign-in is the same", async () => {
  const { orgId } = await muster.organization();
  await setUpClient(muster, orgId, "env@example.com");
  const { NODE_ENV: _, VITEST: __, TEST: ___, ...environment } = process.env;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "-e", SIGNS_IN, JSON.stringify(muster.database.connection), PASSWORD],
    {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      env: {
        ...environment,
        BASE_URL: "https://evil.example",
        BETTER_AUTH_URL: "https://evil.example/other",
        BETTER_AUTH_SECRET: "x",
        BETTER_AUTH_SECRETS: "nonsense",
        BETTER_AUTH_TRUSTED_ORIGINS: "https://evil.example",
      },
    },
  );
  expect(JSON.parse(stdout)).toEqual({ signedIn: 200, me: 200, evil: 403, cookie: "muster.session_token" });
});

/** A server of its own, which somebody signs in to from its own pages and from another's. */
const SIGNS_IN = `
  import { pino } from "pino";
  import { assemble } from "./src/http/serve.ts";
  const [connection, password] = process.argv.slice(1);
  const options = { publicUrl: undefined, trustProxy: false, secretKey: Buffer.alloc(32, 7) };
  const server = await assemble(JSON.parse(connection), options, pino({ level: "silent" }));
  const address = await server.app.listen({ host: "127.0.0.1", port: 0 });
  const signIn = (origin) => fetch(address + "/api/auth/sign-in/email", {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ email: "env@example.com", password }),
  });
  const answer = await signIn(address);
  const cookie = answer.headers.getSetCookie()[0].split(";")[0];
  const me = await fetch(address + "/api/me", { headers: { cookie } });
  const evil = await signIn("https://evil.example");
  console.log(JSON.stringify({ signedIn: answer.status, me: me.status, evil: evil.status, cookie: cookie.split("=")[0] }));
  await server[Symbol.asyncDispose]();
`;
