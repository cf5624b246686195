import { expect, test } from "vitest";
import { nearest } from "./organization-argument.ts";

test("all names are told where they are few", () => {
  expect(nearest("zzz", ["acme", "beta"], 2)).toEqual(["acme", "beta"]);
});

test("of many names those most like the wanted come first", () => {
  const names = ["beta", "gamma", "delta", "acme-inc", "acme", "omega"];
  expect(nearest("Acmee", names, 2)).toEqual(["acme", "acme-inc"]);
  expect(nearest("gama", names, 1)).toEqual(["gamma"]);
});
