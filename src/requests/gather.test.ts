import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Sql } from "../db/connect.ts";
import { type ConnectionId, newId, type OrgId, type RequestId } from "../db/ids.ts";
import { type TestDatabase, testDatabase } from "../db/testing.ts";
import { gatherRequests } from "./gather.ts";
import type { RequestRecord } from "./record.ts";

let database: TestDatabase;
let sql: Sql;
beforeAll(async () => {
  database = await testDatabase();
  sql = connect(database.connection);
});
afterAll(async () => {
  await sql.end({ timeout: 1 });
  await database.stop();
});

function read(orgId: OrgId, more: Partial<RequestRecord> = {}): RequestRecord {
  return {
    id: newId<RequestId>(),
    at: new Date(),
    method: "GET",
    path: "/scim/v2/Users",
    body: undefined,
    client: "test",
    address: "127.0.0.1",
    orgId,
    connectionId: newId<ConnectionId>(),
    status: 200,
    scimType: undefined,
    detail: undefined,
    resourceType: undefined,
    resourceId: undefined,
    durationMs: 1,
    notes: [],
    results: undefined,
    ...more,
  };
}

async function stored(orgId: OrgId): Promise<string[]> {
  const rows = await database.sql<{ id: string }[]>`select id from requests where org_id = ${orgId} order by id`;
  return rows.map(({ id }) => id);
}

test("a row that PostgreSQL refuses is dropped by itself, and named", async () => {
  const errors: Error[] = [];
  const log = gatherRequests(sql, (error) => errors.push(error as Error));
  const orgId = newId<OrgId>();
  const records = [read(orgId), read(orgId, { resourceId: "no uuid" }), read(orgId)];
  for (const record of records) log.add(record);
  log.addUnknown({ ...read(orgId), reason: "nonsense" as "unknown" });
  const nobodys = { ...read(orgId), reason: "unknown" as const };
  log.addUnknown(nobodys);
  await log.close();
  expect(await stored(orgId)).toEqual([records[0]?.id, records[2]?.id].sort());
  expect(await database.sql`select id from unknown_requests`).toEqual([{ id: nobodys.id }]);
  expect(errors.map(({ message }) => message)).toContain(`not kept, for PostgreSQL refuses it: ${records[1]?.id}`);
  expect(errors).toHaveLength(2);
  expect(errors[0]?.cause).toBeInstanceOf(Error);
});

test("what is gathered while the database is away is stored once it is back, counts too", async () => {
  let away = true;
  const gone = Object.assign(new Error("gone"), { code: "ECONNREFUSED" });
  const flaky = ((...args: Parameters<Sql>) => (away ? Promise.reject(gone) : sql(...args))) as unknown as Sql;
  const errors: unknown[] = [];
  const log = gatherRequests(flaky, (error) => errors.push(error));
  const orgId = newId<OrgId>();
  const connectionId = newId<ConnectionId>();
  const add = (n: number) => Array.from({ length: n }, () => log.add(read(orgId, { connectionId })));
  add(40);
  await expect(log.flush()).rejects.toThrow("gone");
  add(40);
  await expect(log.flush()).rejects.toThrow("gone");
  away = false;
  await log.close();
  const kept = await stored(orgId);
  const [{ counted }] = await database.sql<[{ counted: number }]>`
    select coalesce(sum(count), 0)::int as counted from request_counts where org_id = ${orgId}`;
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.length + counted).toBe(80);
  expect(errors.filter((error) => error !== gone)).toEqual([]);
});
