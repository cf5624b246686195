import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startTestMuster, type TestMuster } from "../testing.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let muster: TestMuster;

beforeAll(async () => {
  muster = await startTestMuster();
});
afterAll(() => muster?.remove());

/** What is shown of the last user of a token that has last been used by `client`. */
async function usedBy(
  shortName: string,
  client: string | null,
): Promise<[shown: string | undefined, json: string | null]> {
  await muster.sql`
    update scim_tokens set last_used_at = now(), last_used_client = ${client}
    where org_id = (select id from organizations where short_name = ${shortName})`;
  const [, shown] = /^Used by: +(.*)$/m.exec(await muster.printed("token", "show", shortName)) ?? [];
  return [shown, JSON.parse(await muster.printed("token", "show", shortName, "--json")).lastUsedProvider];
}

test("the identity provider that used it last is named, as certainly as it is known", async () => {
  await muster.organization("Acme");
  expect(await muster.printed("token", "show", "acme")).toMatch(/Used by: +-\n/);
  expect(await usedBy("acme", "Okta SCIM Client 1.0.0")).toEqual(["Okta (Okta SCIM Client 1.0.0)", "Okta"]);
  expect(await usedBy("acme", "axios/1.7")).toEqual(["axios/1.7", null]);
  expect(await usedBy("acme", null)).toEqual(["-", null]);
  // Requests without a name of their own, in the shape that only Entra ID's have.
  await muster.sql`
    insert into requests (org_id, id, connection_id, at, method, path, status, client)
    select org_id, uuidv7(), id, now(), 'GET', '/scim/v2/Users?aadOptscim062020', 200, client
    from connections, unnest(array[null, 'axios/1.7']) as client`;
  expect(await usedBy("acme", null)).toEqual(["probably Entra ID", "Entra ID"]);
  expect(await usedBy("acme", "axios/1.7")).toEqual(["probably Entra ID (axios/1.7)", "Entra ID"]);
});
