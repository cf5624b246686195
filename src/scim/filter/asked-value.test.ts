import { expect, test } from "vitest";
import { type AttributePath, resolvePath } from "../attribute-path.ts";
import { GROUP, USER } from "../resource-types.ts";
import { askedValue } from "./asked-value.ts";
import { checkElementFilter } from "./check.ts";
import { parseFilter } from "./parse.ts";

const members: AttributePath = { urn: undefined, name: "members", sub: undefined };

const asked = (filter: string) => askedValue(checkElementFilter(parseFilter(filter), resolvePath(GROUP, members)));

test("a filter that asks for one value, and perhaps for more, can only mean elements with it", () => {
  expect(asked('value eq "ABC"')).toBe("abc");
  expect(asked('VALUE eq "a" and type eq "User"')).toBe("a");
  expect(asked('type eq "User" and (value eq "a" and value eq "b")')).toBe("a");
});

test("any other can mean elements of several values", () => {
  for (const filter of ['type eq "a"', 'value sw "a"', 'value ne "a"', "value pr", 'value eq "a" or value eq "b"']) {
    expect(asked(filter), filter).toBeUndefined();
  }
});

test("below a URN that is kept a value may be another than the text of it", () => {
  const kept = resolvePath(USER, { urn: "urn:x:1.0:User", name: "tags", sub: undefined });
  expect(askedValue(checkElementFilter(parseFilter('value eq "5"'), kept))).toBeUndefined();
});
