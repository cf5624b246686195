import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../json.ts";
import { ANN, ann, ENTERPRISE, ENTERPRISE_URN, HOME, patched, refusal, refused, USER_URN, WORK } from "./testing.ts";

interface Case {
  readonly what: string;
  readonly operation: Json;
  readonly becomes: JsonObject;
}

const cases = (table: [string, Json, JsonObject][]): Case[] =>
  table.map(([what, operation, becomes]) => ({ what, operation, becomes }));

describe("add", () => {
  test.each(
    cases([
      ["an attribute that is new", { op: "add", path: "nickName", value: "A" }, ann({ nickName: "A" })],
      ["one that is there replaces it", { op: "add", path: "title", value: "CTO" }, ann({ title: "CTO" })],
      ["an empty value clears it", { op: "add", path: "title", value: "" }, ann({ title: undefined })],
      [
        "a sub-attribute",
        { op: "add", path: "name.middleName", value: "B" },
        ann({ name: { givenName: "Ann", familyName: "Lee", middleName: "B" } }),
      ],
      [
        "a complex value is merged",
        { op: "add", path: "name", value: { givenName: "A", formatted: "A Lee" } },
        ann({ name: { givenName: "A", familyName: "Lee", formatted: "A Lee" } }),
      ],
      [
        "an element",
        { op: "add", path: "emails", value: [{ value: "c@x", type: "other" }] },
        ann({ emails: [WORK, HOME, { value: "c@x", type: "other" }] }),
      ],
      ["an element that is there changes nothing", { op: "add", path: "emails", value: [HOME] }, ANN],
      [
        "an element that is there takes what is new of it",
        { op: "add", path: "emails", value: { ...HOME, display: "private" } },
        ann({ emails: [WORK, { ...HOME, display: "private" }] }),
      ],
      [
        "an element that is primary: no other is",
        { op: "add", path: "emails", value: [{ value: "c@x", primary: true }] },
        ann({ emails: [{ ...WORK, primary: false }, HOME, { value: "c@x", primary: true }] }),
      ],
      ["the first element", { op: "add", path: "roles", value: "admin" }, ann({ roles: [{ value: "admin" }] })],
      [
        "a value by filter",
        { op: "add", path: 'emails[type eq "home"].display', value: "H" },
        ann({ emails: [WORK, { ...HOME, display: "H" }] }),
      ],
      [
        "parts by filter",
        { op: "add", path: 'emails[type eq "home"]', value: { display: "H", value: "h@x" } },
        ann({ emails: [WORK, { type: "home", value: "h@x", display: "H" }] }),
      ],
      [
        "a part by filter, which leaves the others",
        { op: "add", path: 'emails[type eq "home"]', value: { display: "H" } },
        ann({ emails: [WORK, { ...HOME, display: "H" }] }),
      ],
      [
        "an empty value by filter clears it",
        { op: "add", path: 'emails[type eq "home"].type', value: "" },
        ann({ emails: [WORK, { value: "ann@home.example" }] }),
      ],
      [
        "a whole element by a filter that nothing matches yet",
        { op: "add", path: 'emails[type eq "other"]', value: { value: "o@x" } },
        ann({ emails: [WORK, HOME, { type: "other", value: "o@x" }] }),
      ],
      [
        "a sub-attribute of a list without a filter is a new element",
        { op: "add", path: "emails.value", value: "c@x" },
        ann({ emails: [WORK, HOME, { value: "c@x" }] }),
      ],
      [
        "what is below an extension's URN",
        { op: "add", path: ENTERPRISE_URN, value: { division: "D", department: "R" } },
        ann({ [ENTERPRISE_URN]: { ...ENTERPRISE, department: "R", division: "D" } }),
      ],
    ]),
  )("$what", ({ operation, becomes }) => {
    expect(patched(ANN, operation)).toEqual(becomes);
  });
});

describe("replace", () => {
  test.each(
    cases([
      ["an attribute", { op: "replace", path: "title", value: "CTO" }, ann({ title: "CTO" })],
      ["one that is not there yet", { op: "replace", path: "nickName", value: "A" }, ann({ nickName: "A" })],
      ["by null, which clears it", { op: "replace", path: "title", value: null }, ann({ title: undefined })],
      [
        "a sub-attribute",
        { op: "replace", path: "NAME.givenName", value: "A" },
        ann({ name: { givenName: "A", familyName: "Lee" } }),
      ],
      [
        "parts of a complex value, of which null clears one",
        { op: "replace", path: "name", value: { givenName: "A", familyName: null } },
        ann({ name: { givenName: "A" } }),
      ],
      [
        "parts of a complex value by nothing, which leaves none",
        { op: "replace", path: "name", value: { givenName: "", familyName: [] } },
        ann({ name: undefined }),
      ],
      ["a complex value by {}, which clears it", { op: "replace", path: "name", value: {} }, ann({ name: undefined })],
      [
        "all elements",
        { op: "replace", path: "emails", value: [{ value: "c@x" }] },
        ann({ emails: [{ value: "c@x" }] }),
      ],
      ["all elements by none", { op: "replace", path: "emails", value: [] }, ann({ emails: undefined })],
      [
        "the value of a matching element",
        { op: "replace", path: 'emails[type eq "work"].value', value: "new@example.com" },
        ann({ emails: [{ ...WORK, value: "new@example.com" }, HOME] }),
      ],
      [
        "the value of a matching element by nothing, which removes it",
        { op: "replace", path: 'emails[type eq "work"].value', value: "" },
        ann({ emails: [HOME] }),
      ],
      [
        "a matching element as a whole; it stays what the filter says",
        { op: "replace", path: 'emails[type eq "work"]', value: { value: "new@example.com" } },
        ann({ emails: [{ type: "work", value: "new@example.com" }, HOME] }),
      ],
      [
        "a matching element, which says otherwise itself",
        { op: "replace", path: 'emails[type eq "work"]', value: { value: "n@x", type: "other" } },
        ann({ emails: [{ type: "other", value: "n@x" }, HOME] }),
      ],
      [
        "several matching elements by one",
        { op: "replace", path: 'emails[value co "ann"]', value: { value: "n@x" } },
        ann({ emails: [{ value: "n@x" }] }),
      ],
      [
        "a sub-attribute of every element",
        { op: "replace", path: "emails.display", value: "Ann" },
        ann({
          emails: [
            { ...WORK, display: "Ann" },
            { ...HOME, display: "Ann" },
          ],
        }),
      ],
      [
        "the primary one: no other is then",
        { op: "replace", path: 'emails[type eq "home"].primary', value: "True" },
        ann({
          emails: [
            { ...WORK, primary: false },
            { ...HOME, primary: true },
          ],
        }),
      ],
      [
        "a value so that two elements are the same, which are one then",
        { op: "replace", path: 'emails[type eq "home"]', value: { ...WORK, primary: false } },
        ann({ emails: [{ ...WORK, primary: false }] }),
      ],
      [
        "an extension's attribute",
        { op: "replace", path: `${ENTERPRISE_URN}:department`, value: "Ops" },
        ann({ [ENTERPRISE_URN]: { ...ENTERPRISE, department: "Ops" } }),
      ],
      [
        "an extension by nothing",
        { op: "replace", path: ENTERPRISE_URN, value: {} },
        ann({ [ENTERPRISE_URN]: undefined, schemas: [USER_URN] }),
      ],
      [
        "the manager, whose old address goes",
        { op: "replace", path: "manager", value: "m2" },
        ann({ [ENTERPRISE_URN]: { ...ENTERPRISE, manager: { value: "m2" } } }),
      ],
      ["the manager by the same", { op: "replace", path: "manager", value: "m1" }, ANN],
      [
        "the manager's id, whose old address goes",
        { op: "replace", path: "manager.value", value: "m2" },
        ann({ [ENTERPRISE_URN]: { ...ENTERPRISE, manager: { value: "m2" } } }),
      ],
      [
        "the manager with an address",
        { op: "replace", path: "manager", value: { value: "m2", $ref: "/Users/m2" } },
        ann({ [ENTERPRISE_URN]: { ...ENTERPRISE, manager: { value: "m2", $ref: "/Users/m2" } } }),
      ],
      [
        "the manager by an empty value",
        { op: "replace", path: "manager", value: { value: "" } },
        ann({ [ENTERPRISE_URN]: { department: "R&D" } }),
      ],
    ]),
  )("$what", ({ operation, becomes }) => {
    expect(patched(ANN, operation)).toEqual(becomes);
  });

  test.each([
    'emails[type eq "other"]',
    'emails[value co "nobody"].value',
    "roles[value pr].display",
    'emails[not (type eq "x") and value eq "y"].display',
  ])("of %s, which nothing matches: noTarget", (path) => {
    const value = path.endsWith("]") ? { value: "x" } : "x";
    expect(refusal(() => patched(ANN, { op: "replace", path, value }))).toEqual(
      refused("noTarget", `Nothing matches ${path}`, "add the value first"),
    );
  });
});

describe("remove", () => {
  test.each(
    cases([
      ["an attribute", { op: "remove", path: "title" }, ann({ title: undefined })],
      ["one with its value", { op: "remove", path: "title", value: "Engineer" }, ann({ title: undefined })],
      ["one that is not there", { op: "remove", path: "nickName" }, ANN],
      ["a sub-attribute", { op: "remove", path: "name.givenName" }, ann({ name: { familyName: "Lee" } })],
      [
        "a sub-attribute of what is not there",
        { op: "remove", path: "manager.$ref" },
        ann({ [ENTERPRISE_URN]: { ...ENTERPRISE, manager: { value: "m1" } } }),
      ],
      ["all elements", { op: "remove", path: "emails" }, ann({ emails: undefined })],
      ["all elements, in Entra's form", { op: "Remove", path: "emails", value: null }, ann({ emails: undefined })],
      ["all elements, with an empty text", { op: "Remove", path: "emails", value: "" }, ann({ emails: undefined })],
      ["an attribute, whatever the value", { op: "remove", path: "title", value: [] }, ann({ title: undefined })],
      [
        "matching elements, whatever the value",
        { op: "remove", path: 'emails[type eq "home"]', value: [] },
        ann({ emails: [WORK] }),
      ],
      [
        "a sub-attribute of all elements, whatever the value",
        { op: "remove", path: "emails.primary", value: [] },
        ann({ emails: [{ type: "work", value: "ann@example.com" }, HOME] }),
      ],
      ["no element, listed by an empty list", { op: "remove", path: "emails", value: [] }, ANN],
      ["matching elements", { op: "remove", path: 'emails[type eq "home"]' }, ann({ emails: [WORK] })],
      ["the last element", { op: "remove", path: "addresses[type pr]" }, ann({ addresses: undefined })],
      ["elements where none match", { op: "remove", path: 'emails[type eq "other"]' }, ANN],
      [
        "a sub-attribute of matching elements",
        { op: "remove", path: "emails[primary eq true].type" },
        ann({ emails: [{ value: "ann@example.com", primary: true }, HOME] }),
      ],
      [
        "the value of matching elements, which then are none",
        { op: "remove", path: 'emails[type eq "work"].value' },
        ann({ emails: [HOME] }),
      ],
      [
        "a sub-attribute of all elements",
        { op: "remove", path: "emails.type" },
        ann({ emails: [{ value: "ann@example.com", primary: true }, { value: "ann@home.example" }] }),
      ],
      [
        "an extension",
        { op: "remove", path: ENTERPRISE_URN },
        ann({ [ENTERPRISE_URN]: undefined, schemas: [USER_URN] }),
      ],
      [
        "an extension's attribute",
        { op: "remove", path: `${ENTERPRISE_URN.toUpperCase()}:Manager` },
        ann({ [ENTERPRISE_URN]: { department: "R&D" } }),
      ],
    ]),
  )("$what", ({ operation, becomes }) => {
    expect(patched(ANN, operation)).toEqual(becomes);
  });

  test.each<[Json, JsonObject[] | undefined]>([
    [[{ value: "ann@home.example" }], [WORK]],
    ["ann@home.example", [WORK]],
    [[{ value: "ANN@HOME.example" }], [WORK]],
    [[{ value: "ann@home.example", type: "HOME" }], [WORK]],
    [[{ value: "ann@home.example", type: "work" }], [WORK, HOME]],
    [[{ value: "ann@home.example", display: "x", primary: true }], [WORK]],
    [[{ value: "nobody@x" }], [WORK, HOME]],
    [[{ display: "x" }], [WORK, HOME]],
    [[HOME, WORK], undefined],
  ])("the emails listed as %j only", (value, emails) => {
    expect(patched(ANN, { op: "Remove", path: "emails", value })).toEqual(ann({ emails }));
  });

  test("the addresses listed, which have no value, only when they are the same", () => {
    const [address] = ANN.addresses as [JsonObject];
    expect(patched(ANN, { op: "remove", path: "addresses", value: [{ locality: "Bern" }] })).toEqual(ANN);
    const same = { country: "CH", type: "work", locality: "Bern", primary: true };
    expect(patched(ANN, { op: "remove", path: "addresses", value: [same] })).toEqual(ann({ addresses: undefined }));
    expect(patched(ANN, { op: "remove", path: "addresses", value: address })).toEqual(ann({ addresses: undefined }));
  });

  test("photos, whose addresses are compared exactly", () => {
    const photos = [{ value: "https://x.test/A" }];
    const user = ann({ photos });
    expect(patched(user, { op: "remove", path: "photos", value: [{ value: "https://x.test/a" }] })).toEqual(user);
    expect(patched(user, { op: "remove", path: "photos", value: photos })).toEqual(ANN);
  });
});
