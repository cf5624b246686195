import { randomBytes } from "node:crypto";
import { getMigrations } from "better-auth/db/migration";
import { expect, test } from "vitest";
import { connectDriver } from "../db/connect.ts";
import { testDatabase } from "../db/testing.ts";
import { signInOptions } from "./sign-in.ts";

test("the migrations have made all the tables and columns that better-auth wants", async () => {
  const { sql, connection, stop } = await testDatabase();
  const driver = connectDriver(connection, { max: 1 });
  const options = signInOptions({ sql, driver, secretKey: randomBytes(32), publicUrl: undefined });
  const { toBeAdded, toBeCreated } = await getMigrations(options);
  await driver.end();
  await stop();
  expect({ toBeAdded, toBeCreated }).toEqual({ toBeAdded: [], toBeCreated: [] });
});
