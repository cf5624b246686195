/** scim.md: Domains. */

import { expect, test } from "vitest";
import { removeDomain } from "../../src/connections/remove-domain.ts";
import { acme } from "../support/acme.ts";
import { ENTERPRISE, expectRefusal, patch, person, team } from "../support/bodies.ts";
import { TESTER } from "../support/muster.ts";

const { scim, muster, orgId, address, domain } = await acme();
const FOREIGN =
  /^elsewhere\.example is not one of .*All Products > Admin > Login & Access > SCIM Users Provisioning, or with \.\/muster domain add ORG elsewhere\.example\.$/;
let people = 0;
const work = (value: string, more: object = {}) => ({ value, type: "work", ...more });

async function newUser(more: object = {}) {
  const { status, body, text } = await scim("POST", "/Users", person(address(), more));
  expect(status, text).toBe(201);
  return { user: body, at: `/Users/${body.id}` };
}
const post = (userName: string, emails?: object[]) => scim("POST", "/Users", person(userName, emails && { emails }));

test("a userName in a foreign domain is 403, naming the domain and the page to add it", async () => {
  expectRefusal(await post("ann@elsewhere.example"), 403, undefined, FOREIGN);
  expect((await scim("GET", '/Users?filter=userName eq "ann@elsewhere.example"')).body.totalResults).toBe(0);
});

test("the primary email must pass too: the marked one, else the first work, else the first", async () => {
  const [ours, foreign] = [`a@${domain}`, "a@elsewhere.example"];
  const cases: [object[], boolean][] = [
    [[work(ours), { value: foreign, primary: true }], false],
    [[work(foreign), { value: ours, primary: true }], true],
    [[{ value: foreign, type: "home" }, work(ours), work(foreign)], true],
    [[{ value: ours, type: "home" }, work(foreign), work(ours)], false],
    [[{ value: ours }, { value: foreign }], true],
    [[{ value: foreign }, { value: ours }], false],
    [
      [
        { value: foreign, type: "home" },
        { value: ours, type: "WORK" },
      ],
      true,
    ],
  ];
  for (const [emails, passes] of cases) {
    const answer = await post(address(), emails);
    if (passes) expect(answer.status, JSON.stringify(emails)).toBe(201);
    else expectRefusal(answer, 403, undefined, FOREIGN);
  }
});

test("each one that has a domain must pass: a good email does not help a foreign userName, nor the reverse", async () => {
  expectRefusal(await post("ann@elsewhere.example", [work(`a@${domain}`)]), 403, undefined, FOREIGN);
  expectRefusal(await post(address(), [work("a@elsewhere.example")]), 403, undefined, FOREIGN);
});

test("a userName without @ is fine, then the primary email decides", async () => {
  expect((await post(`plain${++people}`, [work(`a@${domain}`)])).status).toBe(201);
  expectRefusal(await post(`plain${++people}`, [work("a@elsewhere.example")]), 403, undefined, FOREIGN);
});

test("neither has a domain: 400 invalidValue", async () => {
  for (const emails of [undefined, [work("nobody")], []])
    expectRefusal(await post(`plain${++people}`, emails), 400, "invalidValue", /domain/);
});

test("domains match exactly, in any case: neither a subdomain nor a longer name passes", async () => {
  expect((await post(`x${++people}@${domain.toUpperCase()}`)).status).toBe(201);
  for (const other of [`sub.${domain}`, `x${domain}`, `${domain}.evil.example`, domain.slice(1)])
    expectRefusal(await post(`ann@${other}`), 403);
});

test("another organization's domain is foreign", async () => {
  const other = await muster.organization();
  expectRefusal(await post(`ann@${other.domain}`), 403, undefined, new RegExp(other.domain));
});

test("PUT and PATCH to a foreign userName or primary email are 403 and change nothing", async () => {
  const { user, at } = await newUser({ emails: [work(`a@${domain}`), { value: "h@home.example", type: "home" }] });
  const refused = [
    await scim("PUT", at, person("ann@elsewhere.example")),
    await scim("PUT", at, person(user.userName, { emails: [work("a@elsewhere.example")] })),
    await scim("PATCH", at, patch({ op: "replace", path: "userName", value: "ann@elsewhere.example" })),
    await scim(
      "PATCH",
      at,
      patch({ op: "replace", path: 'emails[type eq "work"].value', value: "a@elsewhere.example" }),
    ),
    await scim(
      "PATCH",
      at,
      patch({ op: "replace", value: { emails: [{ value: "a@elsewhere.example", primary: true }] } }),
    ),
  ];
  for (const answer of refused) expectRefusal(answer, 403, undefined, FOREIGN);
  // Making another email the primary one changes the primary email.
  expectRefusal(
    await scim("PATCH", at, patch({ op: "add", path: 'emails[type eq "home"].primary', value: true })),
    403,
    undefined,
    /home\.example/,
  );
  expect((await scim("GET", at)).body).toEqual(user);
});

test("emails that are not the primary one are not checked", async () => {
  const { at } = await newUser({ emails: [work(`a@${domain}`)] });
  const { status } = await scim(
    "PATCH",
    at,
    patch({ op: "add", path: "emails", value: [{ value: "h@home.example", type: "home" }] }),
  );
  expect(status).toBe(200);
});

test("what is neither new nor changed is not checked: after a domain was removed its users live on", async () => {
  const two = await muster.organization("first.example", "second.example");
  const { body: user } = await two.scim(
    "POST",
    "/Users",
    person("ann@second.example", { emails: [work("ann@second.example")] }),
  );
  await removeDomain(muster.serverSql, two.orgId, "second.example" as never, TESTER);
  const at = `/Users/${user.id}`;
  expectRefusal(await two.scim("POST", "/Users", person("new@second.example")), 403);
  expect((await two.scim("PATCH", at, patch({ op: "replace", path: "title", value: "x" }))).status).toBe(200);
  expect(
    (await two.scim("PUT", at, person("ann@second.example", { emails: [work("ann@second.example")], title: "y" })))
      .status,
  ).toBe(200);
  expectRefusal(
    await two.scim("PATCH", at, patch({ op: "replace", path: "userName", value: "ann2@second.example" })),
    403,
  );
  expect(
    (await two.scim("PATCH", at, patch({ op: "replace", path: "userName", value: "ann@first.example" }))).status,
  ).toBe(200);
});

test("active=false, DELETE and member removal always work", async () => {
  const two = await muster.organization("third.example", "fourth.example");
  const { body: user } = await two.scim("POST", "/Users", person("ann@fourth.example"));
  const { body: group } = await two.scim("POST", "/Groups", team("Leavers", { members: [{ value: user.id }] }));
  await removeDomain(muster.serverSql, two.orgId, "fourth.example" as never, TESTER);
  const at = `/Users/${user.id}`;
  expect((await two.scim("PATCH", at, patch({ op: "Replace", path: "active", value: "False" }))).body.active).toBe(
    false,
  );
  expect((await two.scim("PUT", at, person("ann@fourth.example", { active: false, title: "x" }))).body.active).toBe(
    false,
  );
  expect(
    (await two.scim("PATCH", `/Groups/${group.id}`, patch({ op: "remove", path: `members[value eq "${user.id}"]` })))
      .status,
  ).toBe(204);
  expect((await two.scim("DELETE", at)).status).toBe(204);
});

test("hand-made users are not checked: they are found, and adopted as they are", async () => {
  const body = {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
    userName: "hand@elsewhere.example",
    active: true,
  };
  const [made] = await muster.sql<{ id: string }[]>`
    insert into users (org_id, body) values (${orgId}, ${JSON.stringify(body)}::text::jsonb) returning id`;
  expect((await scim("GET", '/Users?filter=userName eq "hand@elsewhere.example"')).body.totalResults).toBe(1);
  expectRefusal(await scim("POST", "/Users", person("Hand@Elsewhere.example")), 403, undefined, FOREIGN);
  const adopted = await scim(
    "PATCH",
    `/Users/${made?.id}`,
    patch({ op: "add", path: `${ENTERPRISE}:department`, value: "d" }),
  );
  expect([adopted.status, adopted.body.id]).toEqual([200, made?.id]);
  expect((await scim("PUT", `/Users/${made?.id}`, person("hand@elsewhere.example"))).status).toBe(200);
});

test("an address that is none can't walk around the rule: 400 naming it, as userName or as primary email", async () => {
  const addresses = [
    `ann@${domain}/elsewhere.example`,
    `ann@${domain}?x`,
    `ann@${domain}#x`,
    `ann@%${domain.charCodeAt(0).toString(16)}${domain.slice(1)}`,
    `ann@elsewhere.example, bo@${domain}`,
    `ann@elsewhere.example@${domain}`,
    `<ann@${domain}>`,
    "ann@[203.0.113.5]",
    "ann@elsewhere .example",
    "ann@",
  ];
  for (const each of addresses) {
    expectRefusal(await post(each, [work(address())]), 400, "invalidValue", /^userName/);
    expectRefusal(await post(address(), [work(each)]), 400, "invalidValue", /^The primary email/);
  }
});

test("a guest's userName, as Entra ID makes it, has a domain like any other", async () => {
  expect((await post(`ann_elsewhere.example#EXT#@${domain}`)).status).toBe(201);
});

test("taking away the only address that has a domain is 400: nobody may be left without one", async () => {
  const { status, body } = await post("no-at-sign", [work(address())]);
  expect(status).toBe(201);
  expectRefusal(await scim("PATCH", `/Users/${body.id}`, patch({ op: "remove", path: "emails" })), 400, "invalidValue");
  expect(
    (await scim("PATCH", `/Users/${body.id}`, patch({ op: "replace", path: "active", value: false }))).status,
  ).toBe(200);
});
