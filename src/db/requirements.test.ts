import { expect, test } from "vitest";
import { poolOf, sharedServer } from "./embedded/testing.ts";
import { checkServer, complaintAbout } from "./requirements.ts";

const emptyDatabase = sharedServer();

const GOOD = { version: "18.4", number: 180_004, database: "muster", encoding: "UTF8" };

test("PostgreSQL 18 and newer with UTF8 is fine", () => {
  expect(complaintAbout(GOOD)).toBeUndefined();
  expect(complaintAbout({ ...GOOD, version: "19.0", number: 190_000 })).toBeUndefined();
});

test("an older PostgreSQL is named with what it should be", () => {
  expect(complaintAbout({ ...GOOD, version: "17.6 (Debian)", number: 170_006 })).toBe(
    "The database server is PostgreSQL 17.6 (Debian); Muster needs PostgreSQL 18 or newer.",
  );
});

test("a database of another encoding is named with how to make a right one", async () => {
  const database = await emptyDatabase();
  const sql = poolOf(database);
  await checkServer(sql);
  await sql`create database old encoding 'SQL_ASCII' locale_provider libc locale 'C' template template0`;
  const old = poolOf({ connection: { ...database.connection, database: "old" } });
  await expect(checkServer(old)).rejects.toThrow(
    'The database "old" has the encoding SQL_ASCII; Muster needs UTF8: create database old encoding',
  );
});
