import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../json.ts";
import { ACME_URN, ANN, ann, patched, refusal, refused } from "./testing.ts";

describe("Entra ID makes elements from filters", () => {
  test.each<[string, Json, string, JsonObject]>([
    ['phoneNumbers[type eq "mobile"].value', "+1", "phoneNumbers", { type: "mobile", value: "+1" }],
    ['roles[primary eq "True"].value', "admin", "roles", { primary: true, value: "admin" }],
    ["roles[primary eq true].value", "admin", "roles", { primary: true, value: "admin" }],
    ['ims[type eq "xmpp" and Display eq "x"].value', "j", "ims", { type: "xmpp", display: "x", value: "j" }],
    ["entitlements[display eq 5].value", "e", "entitlements", { display: "5", value: "e" }],
    ['entitlements[display eq 5 and display eq "5"].value', "e", "entitlements", { display: "5", value: "e" }],
    ['photos[type eq "photo"].value', "p", "photos", { type: "photo", value: "p" }],
    ['ims[value eq "a"].value', "b", "ims", { value: "b" }],
  ])("%s", (path, value, list, element) => {
    for (const op of ["Add", "Replace"]) {
      expect(patched(ANN, { op, path, value })).toEqual(ann({ [list]: [element] }));
    }
  });

  test("beside others, and once", () => {
    const change = { op: "Replace", path: 'addresses[type eq "home"].formatted', value: "1 Main St" };
    const addresses = [...(ANN.addresses as Json[]), { type: "home", formatted: "1 Main St" }];
    expect(patched(ANN, change)).toEqual(ann({ addresses }));
    expect(patched(ANN, change, change)).toEqual(ann({ addresses }));
  });

  test("of two sub-attributes in two operations: one element", () => {
    expect(
      patched(
        ANN,
        { op: "Add", path: 'addresses[type eq "home"].primary', value: "True" },
        { op: "Add", path: 'addresses[type eq "home"].locality', value: "Bonn" },
      ).addresses,
    ).toEqual([...(ANN.addresses as Json[]), { type: "home", primary: true, locality: "Bonn" }]);
  });

  test.each([
    'roles[value eq "a" or value eq "b"].display',
    'roles[display eq "a" and display eq "b"].value',
    'roles[not (value eq "a")].display',
    'roles[value sw "a"].value',
  ])("not from %s: noTarget", (path) => {
    for (const op of ["add", "replace"]) {
      expect(refusal(() => patched(ANN, { op, path, value: "x" }))).toEqual(refused("noTarget", path));
    }
  });

  test("not with an empty value", () => {
    expect(patched(ANN, { op: "Replace", path: 'phoneNumbers[type eq "fax"].value', value: "" })).toEqual(ANN);
  });

  test("not with a value that cannot be stored: invalidValue", () => {
    const path = `${ACME_URN}:cars[year eq 1e999].colour`;
    expect(refusal(() => patched(ANN, { op: "add", path, value: "x" }))).toEqual(refused("invalidValue", "too large"));
  });
});
