import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ScimError } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import { patched, USER_URN } from "./testing.ts";

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
  const same = others.findIndex((other) => isSame(other, email));
  return same < 0
    ? [...others, email]
    : others.map((other, index) => (index === same ? { ...other, ...email } : other));
}

/** By value and type; where there is no value, by all there is. */
function isSame(one: Email, other: Email): boolean {
  const kindred = one.value === other.value && one.type === other.type;
  return kindred && (one.value !== undefined || one.display === other.display);
}

/** What lists may have at the end: elements that say more than their type, no two the same. */
function settled(emails: Email[]): Email[] {
  return emails.filter(({ value, display }) => value !== undefined || display !== undefined).reduce(put, []);
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
