import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ScimError } from "../errors.ts";
import type { Json, JsonObject } from "../json.ts";
import { parseJson } from "../parse-json.ts";
import { type MemberRef, readGroup } from "../resource/members.ts";
import { readUser } from "../resource/read-resource.ts";
import { GROUP, USER } from "../resource-types.ts";
import { applyPatch } from "./apply.ts";
import { foldMembers, type MemberChange } from "./fold-members.ts";
import { parseGroupPatch } from "./group.ts";
import { parsePatch } from "./parse-patch.ts";
import { sameResource } from "./same-resource.ts";
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
        const stored = (body: JsonObject) => readUser({ ...body, schemas: [USER_URN], userName: "a" }, true).resource;
        onlyRefuses(() => {
          const once = stored(attributes);
          expect(stored(once)).toEqual(once);
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

/** An independent, naive model: a user as its title, its givenName and its emails, which are looked through one by one. */
interface Email {
  readonly value?: string;
  readonly type?: string;
  readonly display?: string;
  readonly primary?: boolean;
}
interface Model {
  title: string | undefined;
  givenName: string | undefined;
  emails: Email[];
}

interface Step {
  readonly sent: JsonObject;
  readonly apply: (model: Model) => void;
}

const NO_TARGET = Symbol();

function put(emails: Email[], email: Email): Email[] {
  const others = email.primary ? emails.map((other) => (other.primary ? { ...other, primary: false } : other)) : emails;
  const same = others.findIndex((other) => other.value === email.value && other.type === email.type);
  return same < 0
    ? [...others, email]
    : others.map((other, index) => (index === same ? { ...other, ...email } : other));
}

/** What lists may have at the end: elements with a value, no two the same. */
function settled(emails: Email[]): Email[] {
  return emails.filter(({ value }) => value !== undefined).reduce(put, []);
}

const texts = fc.constantFrom("a", "b", "c");
const types = fc.constantFrom("work", "home");
const emailArbitrary: fc.Arbitrary<Email> = fc.record(
  { value: texts, type: types, display: fc.constantFrom("x", "y") },
  { requiredKeys: ["value"], noNullPrototype: true },
);
const lists = fc.array(emailArbitrary, { minLength: 1, maxLength: 3 });

const simple = (path: string, name: "title" | "givenName"): fc.Arbitrary<Step> =>
  fc.tuple(fc.constantFrom("add", "replace", "remove"), fc.option(texts), fc.boolean()).map(([op, value, named]) => ({
    sent: named || op === "remove" ? { op, path, value } : { op, value: { [path]: value } },
    apply: (model) => {
      model[name] = op === "remove" || value === null ? undefined : value;
    },
  }));

const wholeList: fc.Arbitrary<Step> = fc.oneof(
  lists.map((value) => ({
    sent: { op: "add", path: "emails", value: value as JsonObject[] },
    apply: (model: Model) => {
      model.emails = value.reduce(put, model.emails);
    },
  })),
  lists.map((value) => ({
    sent: { op: "replace", value: { emails: value as JsonObject[] } },
    apply: (model: Model) => {
      model.emails = settled(value);
    },
  })),
  texts.map((value) => ({
    sent: { op: "remove", path: "emails", value: [{ value }] },
    apply: (model: Model) => {
      model.emails = model.emails.filter((email) => email.value !== value);
    },
  })),
);

const filtered: fc.Arbitrary<Step> = fc
  .tuple(fc.constantFrom("add", "replace", "remove"), types, fc.constantFrom("value", "display", "primary"), texts)
  .map(([op, type, sub, text]) => {
    const value = sub === "primary" ? true : text;
    return {
      sent: { op, path: `emails[type eq "${type}"].${sub}`, value },
      apply: (model) => {
        if (op === "remove") {
          model.emails = model.emails.map((email) => {
            if (email.type !== type) return email;
            const { [sub]: _, ...others } = email as Record<string, unknown>;
            return others as Email;
          });
        } else if (model.emails.every((email) => email.type !== type)) {
          model.emails = put(model.emails, { type, [sub]: value });
        } else {
          const first = model.emails.findIndex((email) => email.type === type);
          model.emails = model.emails.map((email, index) => {
            if (sub !== "primary") return email.type === type ? { ...email, [sub]: value } : email;
            if (index === first) return { ...email, primary: true };
            return email.type === type || email.primary ? { ...email, primary: false } : email;
          });
        }
      },
    };
  });

const whereNothingMatches: fc.Arbitrary<Step> = fc.constant({
  sent: { op: "replace", path: 'emails[value sw "z"].display', value: "x" },
  apply: () => {
    throw NO_TARGET;
  },
});

const steps = fc.array(
  fc.oneof(
    { arbitrary: simple("title", "title"), weight: 2 },
    { arbitrary: simple("name.givenName", "givenName"), weight: 2 },
    { arbitrary: wholeList, weight: 6 },
    { arbitrary: filtered, weight: 6 },
    { arbitrary: whereNothingMatches, weight: 1 },
  ),
  { minLength: 1, maxLength: 8 },
);

function modelled(operations: readonly Step[]): JsonObject | typeof NO_TARGET {
  const model: Model = { title: "T", givenName: "G", emails: [{ value: "a", type: "work", primary: true }] };
  try {
    for (const { apply } of operations) apply(model);
  } catch (error) {
    if (error === NO_TARGET) return NO_TARGET;
    throw error;
  }
  const emails = settled(model.emails);
  return {
    schemas: [USER_URN],
    userName: "u",
    ...(model.title !== undefined && { title: model.title }),
    ...(model.givenName !== undefined && { name: { givenName: model.givenName } }),
    ...(emails.length > 0 && { emails: emails as JsonObject[] }),
  };
}

describe("against the model", () => {
  const START: JsonObject = {
    schemas: [USER_URN],
    userName: "u",
    title: "T",
    name: { givenName: "G" },
    emails: [{ value: "a", type: "work", primary: true }],
  };

  test("operations in one request make what the model makes of them one by one", () => {
    fc.assert(
      fc.property(steps, (operations) => {
        const expected = modelled(operations);
        try {
          expect(patched(START, ...operations.map(({ sent }) => sent))).toEqual(expected);
        } catch (error) {
          if (!(error instanceof ScimError)) throw error;
          expect([error.scimType, expected]).toEqual(["noTarget", NO_TARGET]);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("laws", () => {
  const paths = fc.constantFrom("emails", "roles", "addresses", "name", "manager", "title", `${ACME_URN}:tags`);
  const elements: Record<string, fc.Arbitrary<Json>> = {
    name: fc.record({ givenName: texts, familyName: texts }, { requiredKeys: [], noNullPrototype: true }),
    addresses: fc.record({ locality: texts, type: types }, { requiredKeys: ["locality"], noNullPrototype: true }),
    emails: emailArbitrary as fc.Arbitrary<JsonObject>,
    roles: emailArbitrary as fc.Arbitrary<JsonObject>,
  };
  const changes = paths.chain((path) => (elements[path] ?? texts).map((value) => ({ path, value })));

  test("to replace twice, or add twice, is to do it once", () => {
    fc.assert(
      fc.property(changes, fc.constantFrom("replace", "add"), (change, op) => {
        const once = patched(ANN, { op, ...change });
        expect(patched(once, { op, ...change })).toEqual(once);
        expect(patched(ANN, { op, ...change }, { op, ...change })).toEqual(once);
      }),
      RUNS,
    );
  });

  test("to add a new element and remove it is to do nothing", () => {
    fc.assert(
      fc.property(fc.constantFrom("emails", "roles", "phoneNumbers"), emailArbitrary, (path, element) => {
        const change = { path, value: [element as JsonObject] };
        expect(patched(ANN, { op: "add", ...change }, { op: "remove", ...change })).toEqual(ANN);
        expect(patched(patched(ANN, { op: "add", ...change }), { op: "remove", ...change })).toEqual(ANN);
      }),
      RUNS,
    );
  });

  test("to replace an attribute by what it is is to do nothing", () => {
    for (const [path, value] of Object.entries(ANN)) {
      const same = patched(ANN, { op: "replace", path, value });
      expect(sameResource(same, ANN)).toBe(true);
      expect(sameResource(patched(ANN, { op: "add", value: { [path]: value } }), ANN)).toBe(true);
    }
  });

  test("operations in one request make what they make in one request each", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom("add", "replace"), changes), { maxLength: 5 }), (list) => {
        const operations = list.map(([op, change]) => ({ op, ...change }));
        const each = operations.reduce<JsonObject>((user, operation) => patched(user, operation), ANN);
        expect(operations.length === 0 ? ANN : patched(ANN, ...operations)).toEqual(each);
      }),
      RUNS,
    );
  });
});

describe("members against the model", () => {
  const ids = fc.constantFrom("a", "b", "c", "d");
  const member = fc.record<MemberRef>(
    { value: ids, type: fc.constantFrom("User", "Group") },
    { noNullPrototype: true },
  );
  const members = fc.array(member, { maxLength: 3 });
  type Set = ReadonlyMap<string, MemberRef["type"]>;
  const all = (list: readonly MemberRef[]): Set => new Map(list.map(({ value, type }) => [value, type]));

  const operation = fc.oneof(
    members.map((value) => ({
      sent: { op: "add", path: "members", value: value as unknown as Json },
      apply: (set: Set): Set => new Map([...set, ...all(value)]),
    })),
    members.map((value) => ({
      sent: { op: "replace", path: "members", value: value as unknown as Json },
      apply: (): Set => all(value),
    })),
    ids.map((id) => ({
      sent: { op: "remove", path: `members[value eq "${id}"]` },
      apply: (set: Set): Set => new Map([...set].filter(([value]) => value !== id)),
    })),
    fc.constantFrom("User", "Group").map((kind) => ({
      sent: { op: "remove", path: `members[type eq "${kind}"]` },
      apply: (set: Set): Set => new Map([...set].filter(([, type]) => type !== kind)),
    })),
  );

  const made = (stored: Set, { replaceAll, add, remove }: MemberChange): Set =>
    new Map([...[...stored].filter(([id]) => !replaceAll && !remove.includes(id)), ...all(add)]);

  test("all operations folded are the operations one by one", () => {
    fc.assert(
      fc.property(members, fc.array(operation, { minLength: 1, maxLength: 6 }), (stored, operations) => {
        const patch = parseGroupPatch({ Operations: operations.map(({ sent }) => sent as JsonObject) });
        const change = foldMembers(
          patch.members,
          [...all(stored)].map(([value, type]) => ({ value, type })),
        );
        const expected = operations.reduce<Set>((set, { apply }) => apply(set), all(stored));
        expect(new Map([...made(all(stored), change)].sort())).toEqual(new Map([...expected].sort()));
        expect(change.add.filter(({ value }) => change.remove.includes(value))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});
