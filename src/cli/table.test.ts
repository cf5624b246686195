import { expect, test } from "vitest";
import { facts, table } from "./table.ts";

test("columns are aligned below their headings, without trailing spaces", () => {
  expect(
    table(
      ["NAME", "MEMBERS"],
      [
        ["Crew", 2],
        ["Engineering", 100_000],
        ["Nobody", 0],
      ],
    ).split("\n"),
  ).toEqual(["NAME         MEMBERS", "Crew         2", "Engineering  100000", "Nobody       0"]);
});

test("what is missing shows as a dash", () => {
  expect(table(["A", "B"], [[null, ""]])).toBe("A  B\n-  -");
});

test("facts stand a line each", () => {
  expect(
    facts([
      ["Name", "Acme"],
      ["Short name", null],
    ]),
  ).toBe("Name:        Acme\nShort name:  -");
});

test("a name that has line breaks or escapes of a terminal moves nothing", () => {
  expect(table(["NAME", "ID"], [["a\nb\u001b[2J", "1"]])).toBe("NAME     ID\na b\ufffd[2J  1");
});

test("an accent of its own takes no place", () => {
  expect(
    table(
      ["N", "ID"],
      [
        ["e\u0301", "1"],
        ["ee", "2"],
      ],
    ).split("\n")[1],
  ).toBe("e\u0301   1");
});
