import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ScimError } from "../errors.ts";
import type { Json, JsonObject } from "../json.ts";
import { parseJson } from "../parse-json.ts";
import { readGroup } from "../resource/members.ts";
import { readUser } from "../resource/read-resource.ts";
import { GROUP, USER } from "../resource-types.ts";
import { applyPatch } from "./apply.ts";
import { foldMembers } from "./fold-members.ts";
import { parseGroupPatch } from "./group.ts";
import { parsePatch } from "./parse-patch.ts";
import { ACME_URN, ANN, ENTERPRISE_URN, GROUP_URN, PATCH_OP, patched, USER_URN } from "./testing.ts";

const RUNS = { numRuns: 300 };

const keys = fc.constantFrom(
  ...[
    "schemas",
    "userName",
    "displayName",
    "active",
    "name",
    "givenName",
    "emails",
    "value",
    "type",
    "primary",
    "manager",
  ],
  ...[
    "members",
    "$ref",
    "op",
    "path",
    "Operations",
    "name.givenName",
    'emails[type eq "work"].value',
    "emails[",
    "__proto__",
  ],
  ...[
    "constructor",
    "toString",
    USER_URN,
    GROUP_URN,
    ENTERPRISE_URN,
    ACME_URN,
    `${ACME_URN}:x`,
    `${ENTERPRISE_URN}:manager`,
  ],
);
const leaves = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    0,
    1e308,
    "",
    "True",
    "work",
    "add",
    "remove",
    "Replace",
    "a@x",
    PATCH_OP,
    USER_URN,
    GROUP_URN,
  ),
  fc.string({ maxLength: 5, unit: "binary" }),
  keys,
);
/** JSON of the words that mean something here, in any place. */
const anything = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaves,
    fc.array(tie("json"), { maxLength: 3 }),
    fc.dictionary(keys, tie("json"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).json;
const anyOperation = fc.record<JsonObject>(
  { op: fc.constantFrom("add", "replace", "remove"), path: fc.oneof(keys, leaves), value: anything },
  { requiredKeys: ["op"], noNullPrototype: true },
);

function onlyRefuses(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    expect(error.status).toBe(400);
    expect(error.scimType).toBeDefined();
  }
}

describe("whatever is sent", () => {
  test("is read or refused, and nothing else", () => {
    fc.assert(
      fc.property(anything, fc.array(anyOperation, { maxLength: 4 }), (body, operations) => {
        const user = typeof body === "object" && body !== null ? { ...body, schemas: [USER_URN], userName: "a" } : body;
        onlyRefuses(() => readUser(user as Json, true));
        onlyRefuses(() => readGroup({ displayName: "g", ...(user as JsonObject), schemas: [GROUP_URN] }));
        onlyRefuses(() => patched(ANN, ...operations));
        onlyRefuses(() => parsePatch(body, USER));
        const group = { schemas: [GROUP_URN], displayName: "g" };
        onlyRefuses(() => {
          const patch = parseGroupPatch({ Operations: operations });
          applyPatch(GROUP, group, patch);
          foldMembers(patch.members, [{ value: "a@x", type: "User" }]);
        });
        onlyRefuses(() => parseJson(JSON.stringify(body).slice(1)));
      }),
      RUNS,
    );
  });

  test("what is stored says so when it is read again, has nothing empty, and one primary at most", () => {
    fc.assert(
      fc.property(fc.dictionary(keys, anything, { noNullPrototype: true }), (attributes) => {
        onlyRefuses(() => {
          const once = readUser({ ...attributes, schemas: [USER_URN], userName: "a" }, true).resource;
          expect(readUser(once, true).resource).toEqual(once);
          expect(JSON.stringify(once)).not.toMatch(/:(null|""|\[\]|\{\})[,}\]]/);
          for (const value of Object.values(once)) {
            if (Array.isArray(value)) expect(value.filter((it) => it?.primary === true).length).toBeLessThan(2);
          }
        });
      }),
      RUNS,
    );
  });

  test("a PATCH never changes the resource it is applied to, nor itself", () => {
    fc.assert(
      fc.property(fc.array(anyOperation, { maxLength: 4 }), (operations) => {
        const before = structuredClone(ANN);
        onlyRefuses(() => {
          const patch = parsePatch({ Operations: operations }, USER);
          const once = applyPatch(USER, ANN, patch);
          expect(applyPatch(USER, ANN, patch)).toEqual(once);
        });
        expect(ANN).toEqual(before);
      }),
      RUNS,
    );
  });
});
