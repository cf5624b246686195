/** Issue 4: "why isn't Ann here?", answered from users, deleted users, refusals and what has arrived at all. */

import { beforeAll, expect, test } from "vitest";
import { whomNames } from "../../src/activity/about.ts";
import { why } from "../../src/activity/why.ts";
import { addDomains } from "../../src/connections/add-domains.ts";
import { turnOff } from "../../src/connections/on-and-off.ts";
import { ENTERPRISE, patch, person, team } from "../support/bodies.ts";
import { TESTER } from "../support/muster.ts";
import { telling } from "./telling.ts";

const { okta, latest, muster, orgId, reader, sql } = await telling();
const ids: Record<string, string> = {};
const TIME = String.raw`on \d{4}-\d\d-\d\d at \d\d:\d\d UTC`;

/** Asks, with what is gathered stored before. `{time}` stands for any. */
async function expectAnswer(text: string, kind: string, ...sentences: string[]): Promise<void> {
  await latest({ limit: 1 });
  const answer = await why(sql, reader, text);
  const pattern = sentences.map((one) =>
    one
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replaceAll("\\{time\\}", TIME)
      .replaceAll("\\{since\\}", TIME.slice(3)),
  );
  expect(answer.sentences.join("\n")).toMatch(new RegExp(`^${pattern.join("\n")}$`));
  expect(answer.kind).toBe(kind);
}

beforeAll(async () => {
  const create = async (userName: string, more: object = {}) => {
    const { body } = await okta("POST", "/Users", person(userName, more));
    ids[userName.split("@", 1)[0] ?? ""] = body.id;
    return `/Users/${body.id}`;
  };
  const replace = (path: string, value: unknown) => patch({ op: "replace", path, value });
  const ann = await create("ann@example.com", {
    displayName: "Ann Smith",
    externalId: "00u-ann",
    emails: [{ value: "a.smith@example.com" }],
  });
  await okta("PATCH", ann, replace("title", "Manager"));
  await okta("PATCH", await create("bob@example.com", { displayName: "Bob Ray" }), replace("active", false));
  await create("fay@example.com", { active: false });
  await okta("DELETE", await create("cat@example.com", { displayName: "Cat Lee" }));
  const back = await create("eve@example.com");
  await okta("PATCH", back, replace("active", false));
  await okta("PATCH", back, replace("active", true));
  await create("blocked@example.com");
  await muster.sql`update users set blocked_at = now() where org_id = ${orgId} and id = ${ids.blocked ?? null}`;
  await okta("POST", "/Groups", team("Sales"));
  await okta(
    "POST",
    "/Users",
    person("dan@example.org", { displayName: "Dan Lee", emails: [{ value: "d.lee@example.org" }] }),
  );
  await okta("POST", "/Users", person("dan@example.org"));
  await okta(
    "POST",
    "/Users",
    person("report@example.org", { [ENTERPRISE]: { manager: { value: "boss@example.com" } } }),
  );
  await okta("GET", '/Users?filter=userName eq "zoe@example.com"');
}, 60_000);

const ANN = "Ann Smith (ann@example.com) is here and active, created {time} by Okta.";
const ANN_CHANGED = "Last change {time}: Okta set Ann Smith's title to Manager.";

test.each(["ann@example.com", "ANN@EXAMPLE.COM", "Ann Smith", "ann smith", "a.smith@example.com", "00u-ann"])(
  "present, asked for as %s",
  (text) => expectAnswer(text, "active", ANN, ANN_CHANGED),
);

test("present, asked for by id", () => expectAnswer(ids.ann ?? "", "active", ANN, ANN_CHANGED));

test("activated again", () =>
  expectAnswer("eve@example.com", "active", "eve@example.com is here and active, activated {time} by Okta."));

test("suspended", async () => {
  const rest = "Only Okta brings back whom it suspended: see there whether this person is assigned and enabled.";
  await expectAnswer(
    "bob@example.com",
    "suspended",
    "Bob Ray (bob@example.com) is here but can't sign in: this user was suspended {time} by Okta.",
    rest,
  );
  await expectAnswer(
    "fay@example.com",
    "suspended",
    "fay@example.com is here but can't sign in: this user came suspended {time} by Okta.",
    rest,
  );
});

test("blocked in the console", () =>
  expectAnswer(
    "blocked@example.com",
    "blocked",
    "blocked@example.com is here but blocked in the console since {time}: an admin can lift that. Okta can't.",
  ));

test.each(["cat@example.com", "Cat Lee"])("deleted, asked for as %s", (text) =>
  expectAnswer(
    text,
    "deleted",
    "Cat Lee (cat@example.com) was deleted {time} by Okta.",
    "If that was a mistake, assign this person in Okta again, who then comes as a new user. The console restores the same user, with the same id, under Deleted users.",
  ),
);

const REFUSED = "dan@example.org was refused: example.org is not one of your domains";

test.each(["dan@example.org", "DAN@example.org"])("a refused domain, asked for as %s", async (text) => {
  await latest({ limit: 1 });
  const { kind, sentences, refusal } = await why(sql, reader, text);
  expect(kind).toBe("refused");
  expect(sentences[0]).toMatch(new RegExp(`^${REFUSED} \\(${TIME.slice(3)}, the last of 2 times\\)\\.$`));
  expect(sentences[1]).toBe(
    "Add it under SCIM Users Provisioning (./muster domain add acme example.org), or leave them out in Okta.",
  );
  expect(refusal?.status).toBe(403);
});

test("refused, asked for by another address or the name it came with", async () => {
  for (const text of ["d.lee@example.org", "Dan Lee"]) expect((await why(sql, reader, text)).kind).toBe("refused");
});

test("whoever a refused user only mentions was not refused", async () => {
  expect((await why(sql, reader, "boss@example.com")).kind).toBe("never sent");
  const refuse = (...operations: object[]) =>
    okta("PATCH", `/Users/${ids.bob}`, patch(...operations, { op: "replace", path: "shoeSize", value: 44 }));
  await refuse({ op: "replace", path: `${ENTERPRISE}:manager`, value: "chief@example.com" });
  await refuse({ op: "replace", value: { [ENTERPRISE]: { manager: { value: "chief@example.com" } } } });
  await refuse({ op: "replace", value: { nickName: "chief@example.com" } });
  await latest({ limit: 1 });
  expect((await why(sql, reader, "chief@example.com")).kind).toBe("never sent");
  await refuse({ op: "Replace", path: 'emails[type eq "work"].value', value: "head@example.com" });
  await latest({ limit: 1 });
  expect((await why(sql, reader, "head@example.com")).kind).toBe("refused");
});

test.each([
  "anm@example.com",
  "an@example.com",
  "nan@example.com",
  "ann@exmaple.com",
  "ann@example.net",
  "Ann Smiht",
  "a.smth@example.com",
])("a typo of one letter, or another domain: %s", (text) =>
  expectAnswer(text, "almost", `Nobody here is called ${text}.`, `Did you mean ann@example.com? ${ANN}`),
);

test("a typo of whoever is suspended, deleted or refused", async () => {
  await expectAnswer(
    "bbo@example.com",
    "almost",
    "Nobody here is called bbo@example.com.",
    "Did you mean bob@example.com? Bob Ray (bob@example.com) is here but can't sign in: this user was suspended {time} by Okta.",
  );
  await expectAnswer(
    "catt@example.com",
    "almost",
    "Nobody here is called catt@example.com.",
    "Did you mean cat@example.com? Cat Lee (cat@example.com) was deleted {time} by Okta.",
  );
  await expectAnswer(
    "dam@example.org",
    "almost",
    "Nobody here is called dam@example.org.",
    "Did you mean dan@example.org? dan@example.org was refused (./muster why acme dan@example.org).",
  );
});

test("the name of a group", () =>
  expectAnswer("sales", "group", "Sales is a group, and it is here: ./muster group show acme Sales"));

test("looked for, and never created", () =>
  expectAnswer(
    "zoe@example.com",
    "never sent",
    "Nobody here is called zoe@example.com. Okta looked for this person {time} and has created nobody of that name since.",
    "See in Okta whether creating users is switched on, and what its provisioning log says of this person.",
  ));

test("never sent", () =>
  expectAnswer(
    "erika@example.com",
    "never sent",
    "Nobody here is called erika@example.com, and nothing about such a person has arrived.",
    "Okta last sent a request {time}.",
    "See in Okta whether this person is assigned to the application, and under which address.",
  ));

/** As many copies of the latest request as `count`, of the organization's, `ago` apart. */
async function repeat(count: number, ago: string): Promise<void> {
  await latest({ limit: 1 });
  await muster.sql`
    insert into requests (org_id, id, connection_id, at, method, path, status, scim_type, detail, resource_type, client, body)
    select org_id, (left(uuidv7_at(now() - n * ${ago}::interval)::text, 24) || right(gen_random_uuid()::text, 12))::uuid, connection_id, now() - n * ${ago}::interval, method, path,
      status, scim_type, detail, resource_type, client, body
    from (select * from requests where org_id = ${orgId} order by id desc limit 1) r, generate_series(1, ${count}::integer) n`;
}

test("others whose address only contains the text hide nobody, however many", async () => {
  await okta("POST", "/Users", person("lia@example.org"));
  await okta("GET", '/Users?filter=userName eq "mia@example.com"');
  await okta("POST", "/Users", person("julia@example.org"));
  await repeat(300, "1 millisecond");
  await okta("GET", '/Users?filter=userName eq "jamia@example.com"');
  await repeat(300, "1 millisecond");
  expect((await why(sql, reader, "lia@example.org")).sentences[0]).toMatch(
    /^lia@example\.org was refused: .* UTC\)\.$/,
  );
  expect((await why(sql, reader, "mia@example.com")).sentences[0]).toMatch(/ Okta looked for this person on /);
  expect((await why(sql, reader, "julia@example.org")).sentences[0]).toContain(", and at least 99 times before)");
});

test("present, and refused since", async () => {
  await okta("PATCH", `/Users/${ids.ann}`, patch({ op: "replace", path: "userName", value: "ann@example.net" }));
  await latest({ limit: 1 });
  const { kind, sentences } = await why(sql, reader, "ann@example.com");
  expect([kind, sentences[2]]).toEqual([
    "active",
    expect.stringMatching(/^Since then: A change of Ann Smith was refused: example\.net is not one of your domains \(/),
  ]);
  // The refusals from before her last change do not count.
  const refuse = () => okta("PATCH", `/Users/${ids.ann}`, patch({ op: "replace", path: "shoeSize", value: 44 }));
  for (let n = 0; n < 3; n++) await refuse();
  await okta("PATCH", `/Users/${ids.ann}`, patch({ op: "replace", path: "title", value: "Director" }));
  for (let n = 0; n < 2; n++) await refuse();
  await latest({ limit: 1 });
  expect((await why(sql, reader, "ann@example.com")).sentences[2]).toMatch(/^Since then: .*, the last of 2 times\)\.$/);
  await okta("PATCH", `/Users/${ids.ann}`, patch({ op: "replace", path: "title", value: "Manager" }));
});

test("whoever is here and was refused once more is meant once", async () => {
  await okta("POST", "/Users", person("ann@example.com"));
  await expectAnswer(
    "anm@example.com",
    "almost",
    "Nobody here is called anm@example.com.",
    `Did you mean ann@example.com? ${ANN}`,
  );
});

test("refused, and the domain has been added since", async () => {
  await addDomains(muster.serverSql, orgId, ["example.org"], TESTER);
  const { sentences } = await why(sql, reader, "dan@example.org");
  expect(sentences[1]).toBe(
    "The domain has been added since; Okta tries again in its next cycle, or at once when provisioning is started there.",
  );
});

test("deleted and come again: who is here is meant", async () => {
  await okta("POST", "/Users", person("cat@example.com", { displayName: "Cat Lee" }));
  await expectAnswer("Cat Lee", "active", "Cat Lee (cat@example.com) is here and active, created {time} by Okta.");
});

test("whoever was deleted and came again, however often, is found, and first", async () => {
  await muster.sql`
    insert into users (org_id, body, deleted_at)
    select ${orgId}, ${JSON.stringify({ ...person("kay@example.com"), displayName: "Kay Ott", active: true })}::text::jsonb, now()
    from generate_series(1, 25)`;
  const { body } = await okta("POST", "/Users", person("kay@example.com", { displayName: "Kay Ott" }));
  for (const text of ["kay@example.com", "Kay Ott"]) {
    expect((await whomNames(sql, orgId, text)).ids[0]).toBe(body.id);
    expect((await why(sql, reader, text)).kind).toBe("active");
  }
});

test("while nothing ever arrived, SCIM is off or not set up: it says so", async () => {
  const ask = async (id: typeof orgId) =>
    (await why(sql, { id, shortName: "other" }, "ann@example.com")).sentences.at(-1);
  const other = await muster.organization();
  expect(await ask(other.orgId)).toBe(
    "The SCIM token has never been used: check the Tenant URL in your identity provider, and that the token was pasted whole.",
  );
  await turnOff(muster.serverSql, other.orgId, TESTER);
  expect(await ask(other.orgId)).toBe(
    "SCIM is off: turn it on under SCIM Users Provisioning (./muster scim on other) and paste the new token into your identity provider.",
  );
  const [bare] = await muster.sql<[{ id: typeof orgId }]>`
    insert into organizations (short_name, name) values ('bare', 'Bare') returning id`;
  expect(await ask(bare.id)).toBe(
    "SCIM is not set up: add a domain under SCIM Users Provisioning (./muster domain add other DOMAIN).",
  );
});

test("who never came is said not to have come since when it was looked", async () => {
  await okta("GET", "/Schemas");
  await repeat(20_000, "1 minute");
  await expectAnswer(
    "erika@example.com",
    "never sent",
    `Nobody here is called erika@example.com, and nothing about such a person has arrived since {since}; no more than the latest 20,000 requests were looked through.`,
    "Okta last sent a request {time}.",
    "See in Okta whether this person is assigned to the application, and under which address.",
  );
});
