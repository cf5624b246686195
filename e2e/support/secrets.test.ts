import { afterAll, expect, test } from "vitest";
import { testDatabase } from "../../src/db/testing.ts";
import { expectNoSecretsKept, noteBody, secretIn, writtenByTest } from "./secrets.ts";

const database = await testDatabase();
afterAll(() => database.stop());

const TOKEN = `muster_scim_${"a1".repeat(24)}b`;
const PASSWORD = "thirteen grey owls";

test("a secret that a log, a row or another answer holds is found", async () => {
  noteBody({ password: PASSWORD });
  await expectNoSecretsKept(database.sql, ["nothing"]);
  await expect(expectNoSecretsKept(database.sql, [`{"msg":"${PASSWORD}"}`])).rejects.toThrow("the log");
  await expect(expectNoSecretsKept(database.sql, [`Bearer ${TOKEN}`])).rejects.toThrow("the log (a SCIM token)");
  await database.sql`insert into organizations (short_name, name) values ('a', ${PASSWORD}), ('b', ${TOKEN})`;
  await expect(expectNoSecretsKept(database.sql, [])).rejects.toThrow(new RegExp(`organizations: .*${PASSWORD}`));
  await database.sql`delete from organizations where short_name = 'a'`;
  await expect(expectNoSecretsKept(database.sql, [])).rejects.toThrow(/organizations: .*muster_scim_/);
  expect(secretIn("GET", "/me", JSON.stringify({ name: PASSWORD }))).toMatch("GET /me answers a secret");
  expect(secretIn("GET", "/scim", TOKEN)).toMatch("GET /scim answers a SCIM token");
  expect(secretIn("POST", "/scim/token/refresh", JSON.stringify({ token: TOKEN }))).toBeUndefined();
  // What a test has put into the directory itself is the directory's.
  writtenByTest(TOKEN);
  await expectNoSecretsKept(database.sql, []);
});
