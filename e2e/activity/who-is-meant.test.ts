/** Issue 4: "why isn't Ann here?", where the name is of several, or only a part of one. */

import { expect, test } from "vitest";
import { why } from "../../src/activity/why.ts";
import { person } from "../support/bodies.ts";
import { telling } from "./telling.ts";

const { muster, okta, reader, sql } = await telling();

test("deleted twice in a minute is told once", async () => {
  for (let n = 0; n < 2; n++) {
    const { body } = await okta("POST", "/Users", person("ida@example.com"));
    await okta("DELETE", `/Users/${body.id}`);
  }
  expect((await why(sql, reader, "ida@example.com")).sentences).toEqual([
    expect.stringMatching(/^ida@example\.com was deleted 2 times, last on \S+ at \S+ UTC by Okta\.$/),
    expect.stringContaining("restores the same user, with the same id, under Deleted users"),
  ]);
});

test("a part of a name, or one without its accents: who may be meant is asked, and not taken for the answer", async () => {
  const other = await muster.organization("parts.example");
  const create = (local: string, displayName: string) =>
    other.scim("POST", "/Users", person(`${local}@parts.example`, { displayName }));
  await create("v.nguyen", "Vân Anh Nguyễn");
  await create("leila", "Leïla Roux");
  await create("lo", "Øystein Dahl-Hansen");
  const ask = (text: string) => why(sql, { id: other.orgId, shortName: "parts" }, text);
  const meant = async (text: string) => (await ask(text)).sentences.slice(1);
  expect(await ask("Leila Roux")).toMatchObject({
    kind: "almost",
    sentences: ["Nobody here is called Leila Roux.", "Did you mean Leïla Roux (leila@parts.example)?"],
  });
  for (const text of ["nguyen", "Nguyễn", "anh", "van", "nguyen van"])
    expect(await meant(text)).toEqual(["Did you mean Vân Anh Nguyễn (v.nguyen@parts.example)?"]);
  expect(await meant("oystein hansen")).toEqual(["Did you mean Øystein Dahl-Hansen (lo@parts.example)?"]);
  expect((await ask("parts")).kind).toBe("never sent");
  for (let n = 1; n <= 6; n++) await create(`kim${n}`, `Kim Park ${n}`);
  expect(await meant("Kim")).toEqual([
    ...[1, 2, 3, 4, 5].map(() => expect.stringMatching(/^Did you mean Kim Park \d \(kim\d@parts\.example\)\?$/)),
    "There are more of that name: say the whole name, or the address.",
  ]);
});
