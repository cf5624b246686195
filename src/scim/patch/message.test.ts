import { describe, expect, test } from "vitest";
import type { Json } from "../json.ts";
import { USER } from "../resource-types.ts";
import { applyPatch } from "./apply.ts";
import { parsePatch } from "./parse-patch.ts";
import { ANN, PATCH_OP, refusal, refused, USER_URN } from "./testing.ts";

const titled = (body: Json) => refusal(() => applyPatch(USER, ANN, parsePatch(body, USER)).resource.title);
const CHANGE = { op: "replace", path: "title", value: "T" };

describe("the message", () => {
  test.each<[Json]>([
    [{ schemas: [PATCH_OP], Operations: [CHANGE] }],
    [{ schemas: [PATCH_OP.toLowerCase()], operations: [CHANGE] }],
    [{ Schemas: PATCH_OP, OPERATIONS: CHANGE }],
    [{ schemas: [], Operations: [CHANGE] }],
    [{ schemas: null, Operations: [CHANGE] }],
    [{ schemas: [USER_URN], Operations: [CHANGE] }],
    [{ Operations: [CHANGE] }],
    [{ Operations: [{ OP: "Replace", Path: "title", VALUE: "T" }] }],
    [{ Operations: [{ op: "ADD", path: "title", value: "T" }] }],
    [{ Operations: [{ op: "add", path: " Title ", value: "T" }] }],
    [{ Operations: [{ op: "add", path: "", value: { title: "T" } }] }],
    [{ Operations: [{ op: "add", path: null, value: { title: "T" } }] }],
    [{ Operations: [{ op: "add", value: { title: "T" } }] }],
  ])("%j sets the title", (body) => {
    expect(titled(body)).toBe("T");
  });

  test.each<[Json, string]>([
    [null, "The body is no JSON object"],
    [[CHANGE], "The body is no JSON object"],
    [{}, 'The body has no "Operations"'],
    [{ Operations: [] }, 'The body has no "Operations"'],
    [{ Operations: "replace" }, 'The body has no "Operations"'],
    [{ Operations: null }, 'The body has no "Operations"'],
    [{ schemas: ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], Operations: [CHANGE] }, "another message"],
    [{ schemas: [PATCH_OP, "urn:x:api:messages:2.0:y"], Operations: [CHANGE] }, '"urn:x:api:messages:2.0:y"'],
    [{ schemas: [5], Operations: [CHANGE] }, 'The body\'s "schemas" has 5'],
    [{ Operations: [null] }, "The operation null is no object"],
    [{ Operations: ["add"] }, 'The operation "add" is no object'],
    [{ Operations: [{ path: "title", value: "T" }] }, '"op" is null, not add, replace or remove'],
    [{ Operations: [{ ...CHANGE, op: "move" }] }, '"op" is "move"'],
    [{ Operations: [{ ...CHANGE, op: "constructor" }] }, '"op" is "constructor"'],
    [{ Operations: [{ ...CHANGE, op: { toString: 1 } }] }, '"op" is {"toString":1}'],
    [{ Operations: [{ ...CHANGE, path: 5 }] }, '"path" is 5, not a text'],
    [{ Operations: [{ ...CHANGE, path: {} }] }, '"path" is {}, not a text'],
  ])("%j: invalidSyntax, and what to send", (body, detail) => {
    expect(titled(body)).toEqual(
      refused("invalidSyntax", detail, `send {"schemas": ["${PATCH_OP}"], "Operations": […]}`),
    );
  });

  test.each<[Json, string]>([
    [{ op: "add", path: "title" }, 'An operation to add has no "value"; to clear an attribute, remove it.'],
    [{ op: "replace" }, 'An operation to replace has no "value"'],
    [{ op: "add", value: "T" }, 'neither "path" nor an object of attributes as "value", but "T"'],
    [{ op: "replace", value: null }, "but null; send one of them"],
    [{ op: "replace", value: ["T"] }, 'but ["T"]'],
  ])("%j: invalidValue", (operation, detail) => {
    expect(titled({ Operations: [operation] })).toEqual(refused("invalidValue", detail));
  });

  test("to remove without a path: noTarget", () => {
    const detail = refused("noTarget", 'to remove has no "path"; say what to remove');
    expect(titled({ Operations: [{ op: "remove" }] })).toEqual(detail);
    expect(titled({ Operations: [{ op: "Remove", path: "", value: { title: "T" } }] })).toEqual(detail);
  });
});
