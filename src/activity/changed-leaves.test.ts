import { expect, test } from "vitest";
import { changedLeaves, managersIn } from "./changed-leaves.ts";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const BOB = "0190d5a0-0000-7000-8000-000000000000";
const names = { [BOB]: { type: "user", name: "Bob Ray", address: null, deleted: false } } as const;

test("an extension by its attributes, the manager by name where it is known", () => {
  const before = { [ENTERPRISE]: { department: "R&D", manager: { value: "ann-1" }, costCenter: "7" } };
  const after = { [ENTERPRISE]: { department: "Design", manager: { value: BOB }, costCenter: "7" } };
  expect(changedLeaves(before, after, names)).toEqual(["department: R&D → Design", "manager: ann-1 → Bob Ray"]);
  expect(managersIn(after)).toEqual([BOB]);
});

test("a name by its parts, addresses by their type", () => {
  expect(
    changedLeaves(
      {
        name: { givenName: "Ann", familyName: "Lee" },
        emails: [
          { type: "work", value: "a@x.example" },
          { type: "home", value: "h@x.example" },
        ],
        active: true,
      },
      {
        name: { givenName: "Anna", familyName: "Lee" },
        emails: [
          { type: "work", value: "b@x.example", primary: true },
          { type: "home", value: "h@x.example" },
        ],
        active: false,
        title: "Boss",
        addresses: [{ type: "work", locality: "Oslo" }],
      },
      {},
    ),
  ).toEqual([
    "given name: Ann → Anna",
    "work email: a@x.example → b@x.example",
    "work email, primary: - → yes",
    "active: yes → no",
    "title: - → Boss",
    "work address, locality: - → Oslo",
  ]);
});

test("what was too long to be read is left out, and said to be", () => {
  expect(changedLeaves({ title: null, emails: null }, { title: "Boss", emails: null }, {})).toEqual([
    "title: … → Boss",
    "email addresses: … → …",
  ]);
});
