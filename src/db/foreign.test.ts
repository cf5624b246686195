import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { freePort, startPostgres, withPool } from "../../bench/postgres.ts";
import { connect } from "./connect.ts";
import { checkForeign } from "./foreign.ts";

/** What is said of a database URL, and how long it took; "" when it can be used. */
async function complaint(url: string): Promise<{ said: string; seconds: number }> {
  const began = performance.now();
  const sql = connect(url, { max: 1 });
  const said = await checkForeign(sql, url).then(
    () => "",
    (error: Error) => error.message,
  );
  await sql.end({ timeout: 1 });
  return { said, seconds: (performance.now() - began) / 1_000 };
}

/** A server of another protocol, with how many connections it has had. */
async function other(onConnection: (socket: Socket) => void, server: Server = createServer()) {
  let connections = 0;
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    connections += 1;
    sockets.add(socket.on("error", () => {}));
    onConnection(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { place: `127.0.0.1:${port}`, connections: () => connections };
}

test("what is not PostgreSQL is told as such within seconds, after a few connections", async () => {
  const others = {
    HTTP: await other(() => {}, createHttpServer()),
    "closes at once": await other((socket) => socket.end()),
    "resets at once": await other((socket) => socket.resetAndDestroy()),
    "says nothing": await other(() => {}),
    SMTP: await other((socket) => socket.write("220 mail.example.com ESMTP\r\n")),
    SSH: await other((socket) => socket.write("SSH-2.0-OpenSSH_9.2\r\n")),
    MySQL: await other((socket) => socket.write(Buffer.from("4e0000000a382e302e3336000b000000", "hex"))),
  };
  await Promise.all(
    Object.entries(others).map(async ([name, { place, connections }]) => {
      const { said, seconds } = await complaint(`postgres://muster:swordfish@${place}/muster`);
      expect(said, name).toBe(`${place} answers, but not as PostgreSQL: check DATABASE_URL.`);
      expect(connections(), name).toBeLessThanOrEqual(3);
      expect(seconds, name).toBeLessThan(10);
    }),
  );
});

test("a port on which nobody listens, and a host that there is not", async () => {
  const port = await freePort();
  expect((await complaint(`postgres://muster@127.0.0.1:${port}/muster`)).said).toBe(
    `Nothing listens on 127.0.0.1:${port}: start PostgreSQL there, or check DATABASE_URL.`,
  );
  expect((await complaint("postgres://muster@db.invalid/muster")).said).toBe(
    "The host of db.invalid:5432 is not found: check DATABASE_URL.",
  );
  const both = await complaint(`postgres://muster@127.0.0.1:${port},localhost:${port}/muster`);
  expect(both.said).toContain(`Nothing listens on 127.0.0.1:${port} or localhost:${port}`);
});

test("a wrong password, user or database, and one that may not be used", async () => {
  await using resources = new AsyncDisposableStack();
  const postgres = await startPostgres(resources, ["password_encryption=scram-sha-256"]);
  const url = new URL(await postgres.createDatabase("theirs"));
  await withPool(url.href, async (sql) => {
    await sql`create role ann login password 'right'`;
    await sql`revoke connect on database theirs from public`;
    // Its own file of who gets in: all but PostgreSQL's own user by password.
    const [{ file }] = await sql<[{ file: string }]>`select current_setting('hba_file') as file`;
    await writeFile(file, "host all muster 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
    await sql`select pg_reload_conf()`;
  });
  const as = (user: string, database: string) =>
    complaint(`postgres://${user}@${url.host}/${database}`).then(({ said }) => said);
  expect(await as("muster", "theirs")).toBe("");
  expect(await as("ann:wrong", "postgres")).toBe(
    `PostgreSQL on ${url.host} refuses the password of the user "ann": check DATABASE_URL.`,
  );
  expect(await as("bob:any", "postgres")).toContain('refuses the password of the user "bob"');
  expect(await as("ann:right", "postgres")).toBe("");
  expect(await as("muster", "nowhere")).toBe(
    `PostgreSQL on ${url.host} has no database "nowhere": make it (create database nowhere owner muster), or ` +
      "check DATABASE_URL.",
  );
  expect(await as("ann:right", "theirs")).toContain('The user "ann" may not use the database "theirs" (permission');
  expect(await as("ann", "postgres")).not.toBe("");
  expect(await as("muster", "postgres?sslmode=require")).toMatch(
    /^TLS with .* fails .*: check sslmode in DATABASE_URL/,
  );
});

test("a running pool tries a port of another protocol as often as it is asked, and waits in between", async () => {
  const { place, connections } = await other((socket) => socket.end());
  const sql = connect(`postgres://muster@${place}/muster`, { max: 2 });
  const began = performance.now();
  let asked = 0;
  while (performance.now() - began < 1_500) {
    await Promise.allSettled([sql`select 1`, sql`select 1`]);
    asked += 2;
  }
  await sql.end({ timeout: 1 });
  expect(asked).toBeLessThan(40);
  expect(connections()).toBeLessThanOrEqual(asked);
});
