import { expect, test } from "vitest";
import { Client, type Resource } from "../client/client.ts";
import { Figures } from "../client/figures.ts";
import { Links } from "../links/links.ts";
import { compare } from "./read.ts";
import { valueAt } from "./value-at.ts";

const PATHS = { users: ["userName", "active", "title", "name.givenName"], groups: ["displayName"] };

interface Directory {
  readonly users: Resource[];
  readonly groups: Resource[];
  /** Whether lists leave members out. */
  readonly isBrief?: boolean;
  readonly pageSize?: number;
  /** Said instead of how many there are. */
  readonly total?: number;
}

const sound = (): Directory => ({
  users: [
    { id: "1", userName: "ann@x", active: true, title: "Lead", name: { givenName: "Ann" } },
    { id: "2", userName: "bo@x", active: false, name: { givenName: "Bo" } },
    { id: "0", userName: "admin@x", active: true },
  ],
  groups: [{ id: "9", displayName: "Sales", members: [{ value: "1" }, { value: "2" }] }],
});

/** What a comparison tells of a server that has this, where Ann and Bo, who is suspended, and Sales were provisioned. */
async function differences(directory: Directory): Promise<readonly string[]> {
  const links = new Links();
  links.remember(["before", ["0"], []]);
  links.remember(["user", "p1", "1", { userName: "ann@x", active: true, title: "Lead", "name.givenName": "Ann" }]);
  links.remember(["user", "p2", "2", { userName: "bo@x", active: false, "name.givenName": "Bo" }]);
  links.remember(["group", "g1", "9", { displayName: "Sales" }]);
  links.remember(["members", "g1", ["1", "2"], []]);
  return differencesFrom(links, directory);
}

async function differencesFrom(links: Links, directory: Directory): Promise<readonly string[]> {
  const manners = { pausesAll: false, wait: () => 1, tries: 1, quarantineAbove: undefined };
  const headers = { read: {}, write: {} };
  const line = { send: async (_: string, path: string) => answer(directory, path), close() {} };
  const figures = new Figures();
  const client = new Client({ line, token: "t", headers, manners, figures, rate: undefined, patience: 1 });
  return (await compare(client, links, PATHS)).differences;
}

function answer({ users, groups, isBrief, pageSize = 2, total }: Directory, path: string) {
  const list = path.startsWith("/Users") ? users : groups;
  const brief = list.map(({ members, ...rest }) => (isBrief || members === undefined ? rest : { ...rest, members }));
  const start = Number(/startIndex=(\d+)/.exec(path)?.[1] ?? 0) - 1;
  const page = { totalResults: total ?? list.length, Resources: brief.slice(start, start + pageSize) };
  const body = start < 0 ? list.find(({ id }) => path.endsWith(`/${id}`)) : page;
  return { status: 200, headers: {}, text: JSON.stringify(body) };
}

test("a directory that is as provisioned has no difference, in pages of any size, with members in lists or without", async () => {
  for (const pageSize of [1, 2, 100]) expect(await differences({ ...sound(), pageSize })).toEqual([]);
  expect(await differences({ ...sound(), isBrief: true })).toEqual([]);
});

function addMember(group: Resource | undefined, value: string): undefined {
  Object.assign(group ?? {}, { members: [{ value: "1" }, { value: "2" }, { value }] });
}

const faults: readonly [string, (directory: Directory) => Directory | undefined, ...string[]][] = [
  ["a user is missing", ({ users }) => void users.splice(0, 1), "ann@x is missing (1)."],
  [
    "a user is extra",
    ({ users }) => void users.push({ id: "5", userName: "eve@x" }),
    "eve@x is there, and should not be (5).",
  ],
  ["a user is listed twice", ({ users }) => void users.push(users[0] ?? {}), "ann@x is listed more than once (1)."],
  [
    "an attribute is another",
    ({ users }) => void Object.assign(users[0] ?? {}, { title: "lead" }),
    'ann@x: title is "lead", and was provisioned as "Lead".',
  ],
  [
    "an attribute is absent",
    ({ users }) => void Object.assign(users[0] ?? {}, { name: {} }),
    'ann@x: name.givenName is absent, and was provisioned as "Ann".',
  ],
  [
    "an attribute was not removed",
    ({ users }) => void Object.assign(users[1] ?? {}, { title: "VP" }),
    'bo@x: title is "VP", and was provisioned as absent.',
  ],
  [
    "a suspension is forgotten",
    ({ users }) => void Object.assign(users[1] ?? {}, { active: true }),
    "bo@x is active, and was suspended.",
  ],
  [
    "somebody is suspended",
    ({ users }) => void Object.assign(users[0] ?? {}, { active: false }),
    "ann@x is suspended, and was provisioned as active.",
  ],
  ["a group is missing", ({ groups }) => void groups.pop(), 'The group "Sales" is missing (9).'],
  [
    "a group is extra",
    ({ groups }) => void groups.push({ id: "8", displayName: "Ops" }),
    'The group "Ops" is there, and should not be (8).',
  ],
  [
    "a group has another name",
    ({ groups }) => void Object.assign(groups[0] ?? {}, { displayName: "SALES" }),
    'The group "Sales": displayName is "SALES", and was provisioned as "Sales".',
  ],
  [
    "a member is missing",
    ({ groups }) => void Object.assign(groups[0] ?? {}, { members: [{ value: "1" }] }),
    'The group "Sales" lacks its member bo@x.',
  ],
  [
    "a member is extra, whom nobody knows",
    ({ groups }) => addMember(groups[0], "7"),
    'The group "Sales" has the member with the id 7, who should not be in it.',
  ],
  [
    "a member is listed twice",
    ({ groups }) => addMember(groups[0], "1"),
    'The group "Sales" lists 1 of its members more than once.',
  ],
  [
    "a list is shorter than it says",
    (directory) => ({ ...directory, total: 4 }),
    "/Users says that it has 4, and lists 3.",
    "/Groups says that it has 4, and lists 1.",
  ],
];

test.each(faults)("%s", async (_, spoil, ...sentences) => {
  const directory = sound();
  expect(await differences(spoil(directory) ?? directory)).toEqual(sentences);
});

test("a value is found as attribute mappings write where it stands", () => {
  const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
  const user = {
    title: "Lead",
    nickName: null,
    name: { givenName: "Ann" },
    emails: [
      { type: "home", value: "h@x" },
      { type: "work", value: "w@x" },
    ],
    [enterprise]: { department: "R&D", manager: { value: "7", displayName: "Bo" } },
  };
  const at = (path: string) => valueAt(user, path);
  expect([at("title"), at("name.givenName"), at("nickName"), at("name.familyName")]).toEqual([
    "Lead",
    "Ann",
    undefined,
    undefined,
  ]);
  expect([at('emails[type eq "work"].value'), at("emails.value"), at('phoneNumbers[type eq "work"].value')]).toEqual([
    "w@x",
    "h@x",
    undefined,
  ]);
  expect([at(`${enterprise}:department`), at(`${enterprise}:manager`), at("urn:x:y:z")]).toEqual([
    "R&D",
    "7",
    undefined,
  ]);
});

test("a member of a group that should have none is told also where lists leave members out", async () => {
  const links = new Links();
  links.remember(["group", "g1", "9", { displayName: "Sales" }]);
  const [sales] = sound().groups;
  const ofGroup = (members: object[]) =>
    differencesFrom(links, { users: [], groups: [{ ...sales, members }], isBrief: true });
  expect(await ofGroup([{ value: "1" }])).toEqual([
    'The group "Sales" has the member with the id 1, who should not be in it.',
  ]);
  expect(await ofGroup([])).toEqual([]);
});
