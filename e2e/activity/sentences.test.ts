/** Issue 4: each request in a sentence. Each is really sent, and told from what the log keeps of it. */

import { describe, expect, test } from "vitest";
import { listRequests } from "../../src/activity/list-requests.ts";
import { ENTERPRISE, GROUP, patch, person, SEARCH_REQUEST, team, USER } from "../support/bodies.ts";
import { telling } from "./telling.ts";

const { okta, latest, muster, orgId } = await telling();

const annSmith = {
  displayName: "Ann Smith",
  name: { givenName: "Ann", familyName: "Lee" },
  emails: [{ value: "ann@example.com" }],
};
const ann = (await okta("POST", "/Users", person("ann@example.com", annSmith))).body;
const bob = (await okta("POST", "/Users", person("bob@example.com", { name: { givenName: "Bob", familyName: "Ray" } })))
  .body;
const cat = (await okta("POST", "/Users", person("cat@example.com"))).body;
const sales = (await okta("POST", "/Groups", team("Sales"))).body;
const [atAnn, atSales] = [`/Users/${ann.id}`, `/Groups/${sales.id}`];
const replace = (path: string, value: unknown) => patch({ op: "replace", path, value });
const add = (...ids: string[]) => patch({ op: "add", path: "members", value: ids.map((value) => ({ value })) });
const search = (filter: string) => ({ schemas: [SEARCH_REQUEST], filter });

type Row = [sentence: string, method: string, path: string, body?: unknown, headers?: Record<string, string>];

/** Sends each in turn, and expects what is told of it. */
function told(rows: readonly Row[]): void {
  test.each(rows)("Okta %s", async (sentence, method, path, body, headers) => {
    await okta(method, path, body, headers);
    const [request] = await latest({ limit: 1 });
    expect(request?.sentence.text).toBe(`Okta ${sentence}`);
    expect(request?.sentence.fix).toBeUndefined();
  });
}

describe("users", () => {
  told([
    ["created Dan Lee (dan@example.com)", "POST", "/Users", person("dan@example.com", { displayName: "Dan Lee" })],
    ["created eve@example.com", "POST", "/Users", person("eve@example.com")],
    ["created fay@example.com, suspended for now", "POST", "/Users", person("fay@example.com", { active: false })],
    ["set Ann Smith's title to Engineer", "PATCH", atAnn, replace("title", "Engineer")],
    ["changed Ann Smith's title from Engineer to Manager", "PATCH", atAnn, replace("title", "Manager")],
    ["sent Ann Smith again: nothing was new", "PATCH", atAnn, replace("title", "Manager")],
    ["removed Ann Smith's title (Manager)", "PATCH", atAnn, patch({ op: "remove", path: "title" })],
    [
      "changed Ann Smith's email address from ann@example.com to a.smith@example.com",
      "PATCH",
      atAnn,
      replace("emails", [{ value: "a.smith@example.com" }]),
    ],
    [
      "changed Ann Smith's email addresses",
      "PATCH",
      atAnn,
      patch({ op: "add", path: "emails", value: [{ value: "b@example.com" }] }),
    ],
    [
      "changed Ann Smith's name from Ann Lee to Ann Smith-Lee",
      "PATCH",
      atAnn,
      replace("name", { givenName: "Ann", familyName: "Smith-Lee" }),
    ],
    ["set Ann Smith's department to R&D", "PATCH", atAnn, replace(`${ENTERPRISE}:department`, "R&D")],
    ["added Ann Smith's phone numbers", "PATCH", atAnn, replace("phoneNumbers", [{ value: "1" }, { value: "2" }])],
    [
      "changed Ann Smith's locale, nick name and timezone",
      "PATCH",
      atAnn,
      patch({ op: "add", value: { nickName: "A", locale: "en", timezone: "UTC" } }),
    ],
    [
      "changed Ann Smith's locale, nick name, timezone and 2 more",
      "PATCH",
      atAnn,
      patch({ op: "add", value: { nickName: "B", locale: "de", timezone: "CET", title: "x", userType: "y" } }),
    ],
    ["suspended Ann Smith", "PATCH", atAnn, replace("active", false)],
    [
      "activated Ann Smith and changed the title from x to y",
      "PATCH",
      atAnn,
      patch({ op: "add", value: { active: true, title: "y" } }),
    ],
    ["read Ann Smith", "GET", atAnn],
    ["read Ann Smith", "HEAD", atAnn],
    ["asked whether Ann Smith had changed: no", "GET", atAnn, undefined, { "if-none-match": "*" }],
    ["deleted Bob Ray (bob@example.com)", "DELETE", `/Users/${bob.id}`],
  ]);

  test("one made by hand is taken over", async () => {
    const [made] = await muster.sql<[{ id: string }]>`
      insert into users (org_id, body) values (${orgId}, ${JSON.stringify({ schemas: [USER], userName: "gus@example.com", active: true })}::text::jsonb)
      returning id`;
    await okta("PATCH", `/Users/${made.id}`, replace("title", "x"));
    const [last] = await latest({ limit: 1 });
    expect(last?.sentence.text).toBe("Okta took over gus@example.com, made by hand before, and set the title to x");
    const [group] = await muster.sql<[{ id: string }]>`
      insert into groups (org_id, body) values (${orgId}, ${JSON.stringify({ schemas: [GROUP], displayName: "Crew" })}::text::jsonb)
      returning id`;
    await okta("PATCH", `/Groups/${group.id}`, replace("displayName", "Crew"));
    const [adopted] = await latest({ limit: 1 });
    expect(adopted?.sentence.text).toBe("Okta took over the group Crew, made by hand before");
  });
});

describe("groups", () => {
  told([
    ["created the group Ops", "POST", "/Groups", team("Ops")],
    [
      "created the group Devs with 2 members",
      "POST",
      "/Groups",
      team("Devs", { members: [{ value: ann.id }, { value: cat.id }] }),
    ],
    ["added Ann Smith to Sales", "PATCH", atSales, add(ann.id)],
    ["sent the group Sales again: nothing was new", "PATCH", atSales, add(ann.id)],
    ["removed Ann Smith from Sales", "PATCH", atSales, patch({ op: "remove", path: `members[value eq "${ann.id}"]` })],
    ["added Ann Smith and cat@example.com to Sales", "PATCH", atSales, add(ann.id, cat.id)],
    ["added the group Sales to Sales", "PATCH", atSales, add(sales.id)],
    ["removed 3 members from Sales", "PUT", atSales, team("Sales", { members: [] })],
    ["added 3 members to Sales", "PATCH", atSales, add(ann.id, cat.id, sales.id)],
    ["set the external id of the group Sales to x", "PATCH", atSales, replace("externalId", "x")],
    ["renamed the group Sales to Selling", "PATCH", atSales, replace("displayName", "Selling")],
    [
      "renamed the group Selling to Sales and removed cat@example.com and the group Selling from Sales",
      "PUT",
      atSales,
      team("Sales", { externalId: "x", members: [{ value: ann.id }] }),
    ],
    [
      "added 1 member to Sales and removed 1",
      "PUT",
      atSales,
      team("Sales", { externalId: "x", members: [{ value: cat.id }] }),
    ],
    ["read the group Sales", "GET", `${atSales}?excludedAttributes=members`],
    [
      "asked whether cat@example.com is in Sales: yes",
      "GET",
      `/Groups?filter=id eq "${sales.id}" and members eq "${cat.id}"`,
    ],
    ["asked whether Ann Smith is in Sales: no", "GET", `/Groups?filter=id eq "${sales.id}" and members eq "${ann.id}"`],
    ["looked for the groups of cat@example.com", "GET", `/Groups?filter=members eq "${cat.id}"`],
    ["deleted the group Sales", "DELETE", atSales],
  ]);
});

describe("lists and look-ups", () => {
  told([
    ["looked for ann@example.com: it is Ann Smith", "GET", '/Users?filter=userName eq "ann@example.com"'],
    ["looked for ann@example.com: it is Ann Smith", "GET", '/users?filter=userName eq "ann@example.com"'],
    ["looked for CAT@example.com: found", "GET", '/Users?filter=userName eq "CAT@example.com"'],
    ["looked for nobody@example.com: not there", "GET", '/Users?filter=userName eq "nobody@example.com"'],
    ["looked for a.smith@example.com: it is Ann Smith", "GET", '/Users?filter=emails.value eq "a.smith@example.com"'],
    ["looked for x@example.com: not there", "GET", '/Users?filter=emails[type eq "work"].value eq "x@example.com"'],
    ["looked for ext-1: not there", "GET", '/Users?filter=externalId eq "ext-1"'],
    ["looked for the group Ops: found", "GET", '/Groups?filter=displayName eq "Ops"'],
    ["looked for ann@example.com: it is Ann Smith", "POST", "/Users/.search", search('userName eq "ann@example.com"')],
    ["looked for ann@example.com", "GET", '/Users?filter=userName eq "ann@example.com"&count=0'],
    ['searched users for title co "y": 1 result', "GET", '/Users?filter=title co "y"'],
    ['searched users for title co "zz": none', "GET", '/Users?filter=title co "zz"'],
    ["searched users and groups for displayName pr: 5 results", "POST", "/.search", search("displayName pr")],
    ["read 6 users", "GET", "/Users?startIndex=1&count=100"],
    ["read 2 users, from number 3 on", "GET", "/Users?startIndex=3&count=2"],
    ["asked for users, from number 1,301 on: there are no more", "GET", "/Users?startIndex=1301"],
    ["counted the users", "GET", "/Users?count=0"],
    ["read 1 group", "GET", "/Groups?count=1"],
    ["read 3 users and groups", "POST", "/.search", { schemas: [SEARCH_REQUEST], count: 3 }],
  ]);

  test("of an organization without anybody: there are none yet", async () => {
    const other = await muster.organization();
    await other.scim("GET", "/Users?startIndex=1&count=2");
    const [request] = await latestOf(other.orgId);
    expect(request?.sentence.text).toBe("The identity provider asked for users: there are none yet");
  });

  async function latestOf(id: typeof orgId) {
    await muster.requestLog.flush();
    return (await listRequests(muster.sql, { id, shortName: "other" }, { limit: 1 })).requests;
  }
});

describe("what the server is asked about itself", () => {
  told([
    ["asked what this server can do", "GET", "/ServiceProviderConfig"],
    ["asked which kinds of resources there are", "GET", "/ResourceTypes"],
    ["asked which kinds of resources there are", "GET", "/ResourceTypes/User"],
    ["asked which attributes users and groups have", "GET", "/Schemas"],
    ["asked which attributes users and groups have", "GET", `/Schemas/${USER}`],
  ]);
});

test("names are on one line and not endless, values too", async () => {
  const { body } = await okta(
    "POST",
    "/Users",
    person("zed@example.com", { displayName: `Zed\n\u0007 ${"z".repeat(200)}` }),
  );
  await okta("PATCH", `/Users/${body.id}`, replace("title", "t".repeat(3_000)));
  const [changed, created] = await latest({ limit: 2 });
  expect(created?.sentence.text).toMatch(/^Okta created Zed \S+ z+… \(zed@example\.com\)$/u);
  expect(changed?.sentence.text).toMatch(/^Okta set Zed.*'s title$|^Okta added Zed.*…'s title$/u);
});
