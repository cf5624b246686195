import { describe, expect, test } from "vitest";
import { readResource } from "../resource/read-resource.ts";
import { USER } from "../resource-types.ts";
import {
  ACME_URN,
  ANN,
  ann,
  ENTERPRISE,
  ENTERPRISE_URN,
  HOME,
  patched,
  refusal,
  refused,
  USER_URN,
  WORK,
} from "./testing.ts";

describe("without a path", () => {
  test("the keys are names, paths, URNs and filters", () => {
    const value = {
      displayName: "Ann",
      "name.givenName": "A",
      [`${ENTERPRISE_URN}:department`]: "B",
      'emails[type eq "work"].value': "c@x",
    };
    expect(patched(ANN, { op: "Add", value })).toEqual(
      ann({
        displayName: "Ann",
        name: { givenName: "A", familyName: "Lee" },
        emails: [{ ...WORK, value: "c@x" }, HOME],
        [ENTERPRISE_URN]: { ...ENTERPRISE, department: "B" },
      }),
    );
  });

  test("replace leaves what the value does not name", () => {
    expect(patched(ANN, { op: "replace", value: { active: false, id: "x" } })).toEqual(ann({ active: false }));
    expect(patched(ANN, { op: "replace", value: { [ENTERPRISE_URN]: { division: "D" } } })).toEqual(
      ann({ [ENTERPRISE_URN]: { ...ENTERPRISE, division: "D" } }),
    );
    expect(patched(ANN, { op: "replace", value: { [ENTERPRISE_URN]: null } })).toEqual(
      ann({ [ENTERPRISE_URN]: undefined, schemas: [USER_URN] }),
    );
  });

  test("a key with a filter that nothing matches is refused like a path", () => {
    const value = { "emails[type ne 5].colour": 1, 'emails[value sw "z"].value': "x" };
    expect(refusal(() => patched(ANN, { op: "replace", value }))).toEqual(
      refused("noTarget", 'emails[value sw "z"].value'),
    );
  });
});

describe("several operations", () => {
  test("are made in their order, each seeing the one before", () => {
    expect(
      patched(
        ANN,
        { op: "add", path: "emails", value: { value: "c@x", type: "other" } },
        { op: "replace", path: 'emails[type eq "other"].value', value: "d@x" },
        { op: "replace", path: 'emails[value eq "D@X"].primary', value: true },
        { op: "remove", path: 'emails[value eq "c@x"]' },
        { op: "remove", path: "emails", value: [HOME] },
      ).emails,
    ).toEqual([
      { ...WORK, primary: false },
      { value: "d@x", type: "other", primary: true },
    ]);
  });

  test("are all made or none: the resource stays as it was", () => {
    const before = structuredClone(ANN);
    const operations = [
      { op: "replace", path: "title", value: "CTO" },
      { op: "replace", path: 'emails[type eq "work"].value', value: "x" },
      { op: "remove", path: "name.givenName" },
      { op: "replace", path: 'emails[type eq "none"]', value: { value: "x" } },
    ];
    expect(refusal(() => patched(ANN, ...operations))).toEqual(refused("noTarget"));
    expect(ANN).toEqual(before);
  });

  test("a list that is replaced, removed and added to again", () => {
    expect(
      patched(
        ANN,
        { op: "add", path: "emails", value: "x@x" },
        { op: "replace", path: "emails", value: "y@x" },
        { op: "add", path: "emails", value: "z@x" },
      ).emails,
    ).toEqual([{ value: "y@x" }, { value: "z@x" }]);
    expect(patched(ANN, { op: "remove", path: "emails" }, { op: "add", path: "emails", value: "z@x" }).emails).toEqual([
      { value: "z@x" },
    ]);
  });

  test("a removed element is not found again, by value or by filter, and one added again is at the end", () => {
    expect(
      patched(
        ANN,
        { op: "remove", path: "emails", value: [WORK] },
        { op: "remove", path: "emails", value: [WORK] },
        { op: "remove", path: 'emails[value eq "ann@example.com"]' },
        { op: "add", path: "emails", value: WORK },
        { op: "replace", path: "emails.display", value: "d" },
      ).emails,
    ).toEqual([
      { ...HOME, display: "d" },
      { ...WORK, display: "d" },
    ]);
  });

  test("an element is found by what its value has become, not by what it was", () => {
    const move = { op: "replace", path: 'emails[value eq "ann@home.example"].value', value: "new@x" };
    expect(patched(ANN, move, { op: "remove", path: "emails", value: [HOME] }).emails).toEqual([
      WORK,
      { ...HOME, value: "new@x" },
    ]);
    expect(patched(ANN, move, { op: "remove", path: "emails", value: ["NEW@x"] }).emails).toEqual([WORK]);
    expect(patched(ANN, move, { op: "add", path: "emails", value: HOME }).emails).toHaveLength(3);
  });

  test("all elements of one value are found by it", () => {
    const emails = ["work", "home", undefined].map((type) => (type ? { value: "a@x", type } : { value: "a@x" }));
    const user = ann({ emails });
    expect(patched(user, { op: "remove", path: 'emails[value eq "A@x"]' })).toEqual(ann({ emails: undefined }));
    expect(patched(user, { op: "remove", path: "emails", value: ["a@x"] })).toEqual(ann({ emails: undefined }));
    expect(patched(user, { op: "remove", path: "emails", value: [{ value: "a@x", type: "Work" }] })).toEqual(
      ann({ emails: emails.slice(1) }),
    );
  });

  test("what is added to elements that have become the same is added to the first", () => {
    expect(
      patched(
        ann({
          emails: [
            { value: "c", type: "home" },
            { value: "a", type: "home", display: "y" },
          ],
        }),
        { op: "replace", path: 'emails[type eq "home"].value', value: "b" },
        { op: "add", path: "emails", value: [{ value: "b", type: "home", display: "x" }] },
      ).emails,
    ).toEqual([{ value: "b", type: "home", display: "y" }]);
  });

  test("the last one made primary is", () => {
    const primary = (type: string) => ({ op: "replace", path: `emails[type eq "${type}"].primary`, value: true });
    expect(patched(ANN, primary("home"), primary("work"), primary("work"), primary("home")).emails).toEqual([
      { ...WORK, primary: false },
      { ...HOME, primary: true },
    ]);
  });

  test("10,000 of them on one list cost like one", () => {
    const operations = Array.from({ length: 5_000 }, (_, index) => [
      { op: "add", path: "emails", value: [{ value: `u${index}@x`, type: "other" }] },
      { op: "replace", path: `emails[value eq "u${index}@x"].display`, value: `${index}` },
      { op: "remove", path: "emails", value: [{ value: `u${index - 2}@x` }] },
    ]).flat();
    const start = performance.now();
    expect(patched(ANN, ...operations).emails).toEqual([
      WORK,
      HOME,
      { value: "u4998@x", type: "other", display: "4998" },
      { value: "u4999@x", type: "other", display: "4999" },
    ]);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test("that look at every element again and again are refused: tooMany", () => {
    const emails = Array.from({ length: 1_000 }, (_, index) => ({ value: `u${index}@x` }));
    const look = { op: "remove", path: 'emails[value sw "z"]' };
    const operations = Array.from({ length: 250 }, () => look);
    expect(patched(ann({ emails }), ...operations).emails).toEqual(emails);
    expect(refusal(() => patched(ann({ emails }), ...operations, look))).toEqual(
      refused("tooMany", "elements of emails", "send several requests"),
    );
  });
});

describe("what a PATCH does not change", () => {
  test("stays, even what no schema of ours knows", () => {
    const stored = { ...ANN, id: "u1", meta: { created: "x" }, [ACME_URN]: { a: [1, 1] } };
    expect(patched(stored, { op: "replace", path: "title", value: "CTO" })).toEqual({
      ...stored,
      title: "CTO",
      schemas: [USER_URN, ENTERPRISE_URN, ACME_URN],
    });
  });
});

test("thousands of elements that differ in nothing but their type are tooMany, not minutes", () => {
  const emails = Array.from({ length: 10_000 }, (_, type) => ({ value: "a", type: String(type) }));
  expect(() => readResource(USER, { schemas: [USER_URN], userName: "ann", emails })).toThrow(
    expect.objectContaining({ status: 400, scimType: "tooMany" }),
  );
  const few = readResource(USER, { schemas: [USER_URN], userName: "ann", emails: emails.slice(0, 500) });
  expect(few.resource.emails).toHaveLength(500);
});
