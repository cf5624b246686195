import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../json.ts";
import { USER } from "../resource-types.ts";
import { applyPatch } from "./apply.ts";
import { parsePatch } from "./parse-patch.ts";
import { ANN, ENTERPRISE_URN, patched, refusal, refused, USER_URN } from "./testing.ts";

const titled = (body: Json) => refusal(() => applyPatch(USER, ANN, parsePatch(body, USER)).resource.title);
const CHANGE = { op: "replace", path: "title", value: "T" };

describe("the path", () => {
  const refusalOf = (op: string, path: string, value: Json = "x") => titled({ Operations: [{ op, path, value }] });

  test.each([
    "colour",
    "name.nick",
    "userName.x",
    "emails.colour",
    `${USER_URN}:colour`,
    `${ENTERPRISE_URN}:colour`,
    `${ENTERPRISE_URN}:manager.colour`,
    'emails[type eq "work"].colour',
  ])("%s leads nowhere: invalidPath", (path) => {
    for (const op of ["add", "replace", "remove"]) {
      expect(refusalOf(op, path)).toEqual(
        refused("invalidPath", `No schema here has the attribute ${JSON.stringify(path)}`, "spelling"),
      );
    }
  });

  test.each(["name.a.b", "[type eq 1]", "a b", "__proto__", 'emails[type eq "work"]value'])(
    "%s is none: invalidPath",
    (path) => {
      expect(refusalOf("add", path)).toEqual(refused("invalidPath"));
    },
  );

  test("with a wrong filter: invalidFilter", () => {
    expect(refusalOf("add", "emails[type equals work].value")).toEqual(refused("invalidFilter"));
  });

  test.each(['name[givenName eq "A"]', `${ENTERPRISE_URN}:manager[value eq "m"].displayName`, 'title[value eq "x"]'])(
    "%s selects elements of what has one value: invalidPath",
    (path) => {
      expect(refusalOf("replace", path)).toEqual(refused("invalidPath", "has one value", path));
    },
  );

  test.each(["id", "meta", "meta.version", "groups", 'groups[value eq "g"]', "groups.display", "manager.displayName"])(
    "%s is the server's: mutability",
    (path) => {
      for (const op of ["add", "replace", "remove"]) {
        expect(refusalOf(op, path)).toEqual(refused("mutability", `${path} is set by the server`));
      }
    },
  );

  test.each(["userName", "USERNAME", `${USER_URN}:userName`, "schemas"])("%s can't be removed: mutability", (path) => {
    expect(refusalOf("remove", path)).toEqual(refused("mutability", "is required and cannot be removed; replace it."));
  });

  test("the core's URN can't be removed: mutability", () => {
    expect(refusalOf("remove", USER_URN)).toEqual(refused("mutability", `${USER_URN} cannot be removed`));
  });

  test.each(["", " ", null, []])("userName can't become %j: invalidValue", (value) => {
    for (const op of ["add", "replace"]) {
      expect(refusalOf(op, "userName", value)).toEqual(
        refused("invalidValue", "userName is required and must not be empty."),
      );
      expect(titled({ Operations: [{ op, value: { userName: value } }] })).toEqual(refused("invalidValue", "userName"));
    }
  });

  test.each([ENTERPRISE_URN, USER_URN])("%s needs an object: invalidValue", (path) => {
    expect(refusalOf("replace", path)).toEqual(
      refused("invalidValue", `${path} cannot be "x"; send an object of its attributes`),
    );
  });

  test("values are read as those of a POST", () => {
    expect(refusalOf("replace", "active", "maybe")).toEqual(refused("invalidValue", 'active cannot be "maybe"'));
    expect(refusalOf("add", "emails[type eq 5].primary", "maybe")).toEqual(
      refused("invalidValue", 'emails.primary cannot be "maybe"'),
    );
    expect(refusalOf("add", 'emails[type eq "work"]', ["a", "b"])).toEqual(refused("invalidValue", "emails cannot be"));
  });
});

describe("what is not taken", () => {
  const parse = (...Operations: JsonObject[]) => parsePatch({ Operations }, USER);

  test("silently: what is the server's inside a value, the password, schemas", () => {
    expect(
      parse(
        {
          op: "replace",
          value: { id: "x", meta: { version: "1" }, groups: [], schemas: [], "manager.displayName": "M" },
        },
        { op: "replace", path: "password", value: "secret" },
        { op: "add", path: "schemas", value: ["urn:x:y"] },
        { op: "remove", path: "password" },
      ),
    ).toEqual({ operations: [], notes: [] });
  });

  test("with a note: unknown keys of a value", () => {
    expect(
      parse(
        { op: "add", value: { colour: "red", "name.nick": "x", [ENTERPRISE_URN]: { badge: 7 }, "a b": 1 } },
        {
          op: "add",
          path: "name",
          value: { nick: "x" },
        },
      ),
    ).toEqual({
      operations: [],
      notes: [
        `No schema here has the attribute "a b": ignored.`,
        `No schema here has the attribute "colour": ignored.`,
        `No schema here has the attribute "name.nick": ignored.`,
        `No schema here has the attribute "${ENTERPRISE_URN}:badge": ignored.`,
        'name has no sub-attribute "nick": ignored.',
      ],
    });
  });

  test("and so leaves what it cannot change as it was", () => {
    for (const op of ["add", "replace"]) {
      expect(patched(ANN, { op, path: "name", value: { nick: "x" } })).toEqual(ANN);
      expect(patched(ANN, { op, path: "manager", value: { displayName: "M" } })).toEqual(ANN);
      expect(patched(ANN, { op, path: 'emails[type eq "work"]', value: { verified: true } })).toEqual(ANN);
    }
  });

  test("with a note: an active that would be cleared", () => {
    const notes = ["active cannot be empty: left as it was."];
    expect(parse({ op: "remove", path: "active" })).toEqual({ operations: [], notes });
    expect(parse({ op: "replace", path: "active", value: null })).toEqual({ operations: [], notes });
    expect(parse({ op: "add", value: { active: "" } })).toEqual({ operations: [], notes });
  });

  test("empty additions to lists", () => {
    expect(
      parse(
        { op: "add", path: "emails", value: [] },
        { op: "add", path: "emails", value: null },
        { op: "add", path: "emails.value", value: "" },
        { op: "add", path: 'emails[type eq "work"]', value: {} },
        { op: "add", path: ENTERPRISE_URN, value: {} },
        { op: "remove", path: "emails", value: [] },
        { op: "replace", path: USER_URN, value: {} },
      ),
    ).toEqual({ operations: [], notes: [] });
  });
});

test("the same path in an operation's every spelling is one attribute", () => {
  const { operations } = parsePatch(
    { Operations: [CHANGE, { ...CHANGE, path: "TITLE" }, { ...CHANGE, path: `${USER_URN}:title` }] },
    USER,
  );
  expect(operations.map(({ path }) => path.kind === "attribute" && path.target.name)).toEqual([
    "title",
    "title",
    "title",
  ]);
});
