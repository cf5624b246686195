/** scim.md: How Google Workspace really behaves. */

import { expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import { ENTERPRISE, expectRefusal, patch, USER } from "../support/bodies.ts";

const { scim, address } = await acme();

/** As Google makes a user: emails without type, no externalId. */
const googleUser = (userName: string, more: object = {}) => ({
  schemas: [USER, ENTERPRISE],
  userName,
  name: { givenName: "Ann", familyName: "Lee" },
  emails: [{ value: userName, primary: true }],
  active: true,
  [ENTERPRISE]: {},
  ...more,
});

async function newUser() {
  const { status, body } = await scim("POST", "/Users", googleUser(address()));
  expect(status).toBe(201);
  return { user: body, at: `/Users/${body.id}` };
}

test("a user is looked for by userName or by emails.value, before and after it is made", async () => {
  const userName = address();
  const filters = [`userName eq "${userName}"`, `emails.value eq "${userName}"`];
  for (const filter of filters) expect((await scim("GET", `/Users?filter=${filter}`)).body.totalResults).toBe(0);
  const { body } = await scim("POST", "/Users", googleUser(userName));
  for (const filter of filters)
    expect((await scim("GET", `/Users?filter=${filter}`)).body).toMatchObject({
      totalResults: 1,
      Resources: [{ id: body.id }],
    });
});

test("emails without type and a user without externalId are kept as they are", async () => {
  const { user } = await newUser();
  expect(user.emails).toEqual([{ value: user.userName, primary: true }]);
  expect(user).not.toHaveProperty("externalId");
});

test("PUT and PATCH both update", async () => {
  const { user, at } = await newUser();
  const put = await scim("PUT", at, googleUser(user.userName, { name: { givenName: "Bo", familyName: "Lee" } }));
  expect([put.status, put.body.name.givenName]).toEqual([200, "Bo"]);
  const patched = await scim(
    "PATCH",
    at,
    patch(
      { op: "replace", path: "name.familyName", value: "Day" },
      { op: "replace", path: "emails", value: [{ value: user.userName }] },
    ),
  );
  expect(patched.body).toMatchObject({
    name: { givenName: "Bo", familyName: "Day" },
    emails: [{ value: user.userName }],
  });
});

test("a user is suspended, brought back, suspended, and deleted after a delay", async () => {
  const { user, at } = await newUser();
  for (const active of [false, true, false])
    expect((await scim("PATCH", at, patch({ op: "replace", path: "active", value: active }))).body.active).toBe(active);
  expect((await scim("GET", `/Users?filter=emails.value eq "${user.userName}"`)).body.Resources[0].active).toBe(false);
  expect((await scim("DELETE", at)).status).toBe(204);
  expect((await scim("GET", `/Users?filter=emails.value eq "${user.userName}"`)).body.totalResults).toBe(0);
  expectRefusal(await scim("GET", at), 404);
});

test("the old email is no longer found once it changed, the new one is", async () => {
  const { user, at } = await newUser();
  const next = address();
  await scim("PUT", at, googleUser(next));
  expect((await scim("GET", `/Users?filter=emails.value eq "${user.userName}"`)).body.totalResults).toBe(0);
  expect((await scim("GET", `/Users?filter=emails.value eq "${next.toUpperCase()}"`)).body.totalResults).toBe(1);
});
