import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../json.ts";
import { ACME_URN, ANN, ann, ENTERPRISE_URN, patched, refusal, refused, USER_URN } from "./testing.ts";

describe("below a URN that no schema of ours has", () => {
  const user = ann({
    schemas: [USER_URN, ENTERPRISE_URN, ACME_URN],
    [ACME_URN]: { Badge: 7, tags: ["a", "b"], desk: { Room: 1, floor: 2 } },
  });
  const acme = (value: Json | undefined) =>
    ann({ schemas: [USER_URN, ENTERPRISE_URN, ...(value === undefined ? [] : [ACME_URN])], [ACME_URN]: value });

  test.each<[Json, Json | undefined]>([
    [
      { op: "replace", path: `${ACME_URN}:badge`, value: 8 },
      { Badge: 8, tags: ["a", "b"], desk: { Room: 1, floor: 2 } },
    ],
    [
      { op: "add", path: `${ACME_URN.toUpperCase()}:size`, value: "L" },
      { Badge: 7, tags: ["a", "b"], desk: { Room: 1, floor: 2 }, size: "L" },
    ],
    [
      { op: "remove", path: `${ACME_URN}:BADGE` },
      { tags: ["a", "b"], desk: { Room: 1, floor: 2 } },
    ],
    [
      { op: "replace", path: `${ACME_URN}:badge`, value: null },
      { tags: ["a", "b"], desk: { Room: 1, floor: 2 } },
    ],
    [
      { op: "add", path: `${ACME_URN}:tags`, value: ["b", "c"] },
      { Badge: 7, tags: ["a", "b", "c"], desk: { Room: 1, floor: 2 } },
    ],
    [
      { op: "add", path: `${ACME_URN}:tags`, value: "c" },
      { Badge: 7, tags: ["a", "b", "c"], desk: { Room: 1, floor: 2 } },
    ],
    [
      { op: "remove", path: `${ACME_URN}:tags`, value: ["a", "x"] },
      { Badge: 7, tags: ["b"], desk: { Room: 1, floor: 2 } },
    ],
    [
      { op: "remove", path: `${ACME_URN}:tags[value eq "a"]` },
      { Badge: 7, tags: ["b"], desk: { Room: 1, floor: 2 } },
    ],
    [
      { op: "replace", path: `${ACME_URN}:tags[value eq "a"]`, value: "z" },
      { Badge: 7, tags: ["z", "b"], desk: { Room: 1, floor: 2 } },
    ],
    [
      { op: "replace", path: `${ACME_URN}:tags`, value: ["z", "z"] },
      { Badge: 7, tags: ["z", "z"], desk: { Room: 1, floor: 2 } },
    ],
    [
      { op: "remove", path: `${ACME_URN}:tags` },
      { Badge: 7, desk: { Room: 1, floor: 2 } },
    ],
    [
      { op: "replace", path: `${ACME_URN}:desk.room`, value: 3 },
      { Badge: 7, tags: ["a", "b"], desk: { Room: 3, floor: 2 } },
    ],
    [
      { op: "remove", path: `${ACME_URN}:desk.room` },
      { Badge: 7, tags: ["a", "b"], desk: { floor: 2 } },
    ],
    [
      { op: "add", path: `${ACME_URN}:desk`, value: { seat: 4 } },
      { Badge: 7, tags: ["a", "b"], desk: { Room: 1, floor: 2, seat: 4 } },
    ],
    [
      { op: "replace", path: `${ACME_URN}:desk`, value: { seat: 4 } },
      { Badge: 7, tags: ["a", "b"], desk: { seat: 4 } },
    ],
    [
      { op: "add", path: `${ACME_URN}:cars[plate eq "X" and year eq 5].colour`, value: "red" },
      { Badge: 7, tags: ["a", "b"], desk: { Room: 1, floor: 2 }, cars: [{ plate: "X", year: 5, colour: "red" }] },
    ],
    [
      { op: "replace", path: `${ACME_URN}:desk[floor eq 2].floor`, value: 3 },
      { Badge: 7, tags: ["a", "b"], desk: [{ Room: 1, floor: 3 }] },
    ],
    [
      { op: "add", value: { [ACME_URN]: { badge: 9 } } },
      { Badge: 9, tags: ["a", "b"], desk: { Room: 1, floor: 2 } },
    ],
    [{ op: "remove", path: ACME_URN }, undefined],
    [{ op: "replace", path: ACME_URN, value: {} }, undefined],
    [{ op: "replace", path: ACME_URN.toUpperCase(), value: null }, undefined],
  ])("%j", (operation, value) => {
    expect(patched(user, operation)).toEqual(acme(value));
  });

  test("a new URN comes, with whatever names", () => {
    const value = JSON.parse('{"urn:x:y:1.0": {"__proto__": 1, "a b": [null, 2]}}') as JsonObject;
    const { "urn:x:y:1.0": kept, schemas } = patched(ANN, { op: "add", value });
    expect(JSON.stringify(kept)).toBe('{"__proto__":1,"a b":[2]}');
    expect(schemas).toEqual([USER_URN, ENTERPRISE_URN, "urn:x:y:1.0"]);
  });

  test("an explicit path to one with an object is the schema's, whatever its form", () => {
    expect(patched(ANN, { op: "add", path: "urn:foo:bar", value: { a: 1 } })["urn:foo:bar"]).toEqual({ a: 1 });
    expect(patched(ANN, { op: "add", path: "urn:foo:bar", value: 1 })["urn:foo"]).toEqual({ bar: 1 });
  });

  test("elements of a list are told apart by all they say", () => {
    const cars = [{ value: "X", type: 1 }, { value: "x", type: 1 }, { value: "X", type: 2 }, { plate: "Y" }, 5];
    const owner = ann({ schemas: [USER_URN, ENTERPRISE_URN, ACME_URN], [ACME_URN]: { cars } });
    const without = (value: Json) =>
      (patched(owner, { op: "remove", path: `${ACME_URN}:cars`, value })[ACME_URN] as JsonObject).cars;
    expect(without([{ value: "X" }])).toEqual([cars[1], cars[3], cars[4]]);
    expect(without([{ value: "X", type: 2 }])).toEqual([cars[0], cars[1], cars[3], cars[4]]);
    expect(without([{ value: "X", type: "2" }])).toEqual(cars);
    expect(without([{ plate: "Y" }, 5, { plate: "y" }])).toEqual(cars.slice(0, 3));
  });

  test("what is removed from a list does not come back when the others change", () => {
    const cars = [{ plate: "X" }, { plate: "Y" }, 5];
    const owner = ann({ schemas: [USER_URN, ENTERPRISE_URN, ACME_URN], [ACME_URN]: { cars } });
    const operations = [
      { op: "remove", path: `${ACME_URN}:cars[plate eq "X"]` },
      { op: "replace", path: `${ACME_URN}:cars.colour`, value: "red" },
    ];
    expect(patched(owner, ...operations)[ACME_URN]).toEqual({
      cars: [
        { plate: "Y", colour: "red" },
        { value: 5, colour: "red" },
      ],
    });
  });

  test("an object keeps its address while its value is the same", () => {
    const desk = { value: 1, $ref: "/desks/1" };
    const owner = ann({ schemas: [USER_URN, ENTERPRISE_URN, ACME_URN], [ACME_URN]: { desk } });
    expect(patched(owner, { op: "add", path: `${ACME_URN}:desk.lamp`, value: true })[ACME_URN]).toEqual({
      desk: { ...desk, lamp: true },
    });
    expect(patched(owner, { op: "add", path: `${ACME_URN}:desk.value`, value: 2 })[ACME_URN]).toEqual({
      desk: { value: 2 },
    });
  });

  test("too many looks at a list of it: tooMany", () => {
    const tags = Array.from({ length: 1_000 }, (_, index) => `t${index}`);
    const owner = ann({ schemas: [USER_URN, ENTERPRISE_URN, ACME_URN], [ACME_URN]: { tags } });
    const look = { op: "remove", path: `${ACME_URN}:tags[value sw "z"]` };
    expect(refusal(() => patched(owner, ...Array.from({ length: 251 }, () => look)))).toEqual(
      refused("tooMany", "elements of a list"),
    );
  });

  test("two changes of one list, of one object", () => {
    const operations = ["x", "y"].map((value) => ({ op: "add", path: `${ACME_URN}:tags`, value }));
    expect(patched(user, ...operations)[ACME_URN]).toMatchObject({ tags: ["a", "b", "x", "y"] });
    const parts = ["room", "seat"].map((part) => ({ op: "add", path: `${ACME_URN}:desk.${part}`, value: part }));
    expect(patched(user, ...parts)[ACME_URN]).toMatchObject({ desk: { Room: "room", floor: 2, seat: "seat" } });
  });

  test("an object becomes a list, and a list's filter sees what changed before", () => {
    expect(
      patched(
        user,
        { op: "add", path: `${ACME_URN}:desk.seat`, value: 4 },
        { op: "add", path: `${ACME_URN}:desk[seat eq 4].lamp`, value: true },
      )[ACME_URN],
    ).toMatchObject({ desk: [{ Room: 1, floor: 2, seat: 4, lamp: true }] });
  });
});
