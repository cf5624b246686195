/** Searches that no index serves share few connections: one organization's flood is its own affair. */

import { expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import { expectRefusal } from "../support/bodies.ts";
import { statuses } from "../support/crowd.ts";
import { largeGroup } from "./large-group.ts";

const { scim, muster, ...organization } = await acme();
const other = await muster.organization();
await largeGroup(muster, { scim, ...organization });

test("who floods searches is told to wait, 429 with Retry-After; another's search is answered meanwhile", async () => {
  const search = '/Users?filter=userName co "99" and title eq "x"';
  let served = 0;
  const flood = Array.from({ length: 100 }, async () => {
    const answer = await scim("GET", search);
    if (answer.status === 200) served++;
    return answer;
  });
  await Promise.any(flood.map(async (one) => (await one).status === 429 || Promise.reject()));
  for (let n = 0; n < 3; n++) expect((await other.scim("GET", search)).status).toBe(200);
  expect(served, "of the flood most is still waiting").toBeLessThan(40);

  const answers = await Promise.all(flood);
  const { 200: answered, 429: refused, ...else_ } = statuses(answers);
  expect(else_).toEqual({});
  expect(answered).toBeGreaterThanOrEqual(50);
  expect(refused).toBeGreaterThan(0);
  const one = answers.find(({ status }) => status === 429);
  if (one) expectRefusal(one, 429, undefined, /one after the other/);
  expect(Number(one?.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await scim("GET", search)).status).toBe(200);
});

test("look-ups are no searches: however many, none is refused", async () => {
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, n) => scim("GET", `/Users?filter=userName eq "many${n + 1}"`)),
  );
  expect(statuses(answers)).toEqual({ 200: 200 });
});
