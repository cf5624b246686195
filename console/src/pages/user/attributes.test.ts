import { expect, test } from "vitest";
import { attributesOf } from "./attributes.ts";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const told = (resource: Record<string, unknown>) =>
  attributesOf(resource).map(({ label, value, primary }) => `${label}: ${value}${primary ? " (primary)" : ""}`);

test("attributes come in the order and the words of people, those of extensions among them", () => {
  expect(
    told({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
      externalId: "x-1",
      active: true,
      timezone: "Europe/Berlin",
      phoneNumbers: [{ value: "+1 415", type: "mobile" }],
      title: "Analyst",
      emails: [{ value: "ann@example.com", type: "work", primary: true }, { value: "a@home.example" }],
      name: { givenName: "Ann", familyName: "Lee", honorificPrefix: "Dr." },
      displayName: "Ann Lee",
      userName: "ann",
      [ENTERPRISE]: { department: "Sales", costCenter: "42", manager: { value: "m-1" } },
    }),
  ).toEqual([
    "userName: ann",
    "Name: Ann Lee",
    "Honorific prefix: Dr.",
    "Work email: ann@example.com (primary)",
    "Email: a@home.example",
    "Title: Analyst",
    "Department: Sales",
    "Manager: m-1",
    "Phone, mobile: +1 415",
    "Time zone: Europe/Berlin",
    "Cost center: 42",
    "externalId: x-1",
  ]);
});

test("a display name of its own stands beside the name; what is empty is left out; what is unknown is shown", () => {
  expect(
    told({
      userName: "ann",
      displayName: "Annie",
      name: { formatted: "Ann Lee", givenName: "Ann", familyName: "Lee" },
      nickName: "",
      emails: [],
      addresses: [{ type: "work", streetAddress: "1 Main St", country: "US" }],
      "urn:acme:badge": { badge: { number: 7, valid: false } },
      tags: ["a", "b"],
    }),
  ).toEqual([
    "userName: ann",
    "Display name: Annie",
    "Name: Ann Lee",
    "Address, work: 1 Main St, US",
    "Badge, number: 7",
    "Badge, valid: No",
    "Tags: a",
    "Tags: b",
  ]);
});
