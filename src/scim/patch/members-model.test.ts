import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../json.ts";
import type { MemberRef } from "../resource/members.ts";
import { foldMembers, type MemberChange } from "./fold-members.ts";
import { parseGroupPatch } from "./group.ts";

describe("members against the model", () => {
  const ids = fc.constantFrom(..."abcd").map((letter) => `0190a6b0-1111-7000-8000-${letter.repeat(12)}`);
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
