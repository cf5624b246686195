import { expect, test } from "vitest";
import { alreadyListed, isDomain, namesIn, notADomain, refusedHere } from "./domain-names.ts";

test("commas, spaces, semicolons and lines separate names, which are lower-cased", () => {
  expect(namesIn("Example.com, example.ORG;emea.example.com\n\tacme.example ")).toEqual([
    "example.com",
    "example.org",
    "emea.example.com",
    "acme.example",
  ]);
});

test("an @ before a name and a dot after it are not part of it", () => {
  expect(namesIn("@example.com example.org.")).toEqual(["example.com", "example.org"]);
});

test.each([
  "example.com",
  "a.b.c.example",
  "münchen.example",
  "例え.テスト",
  "xn--mnchen-3ya.example",
  "my-shop.co.uk",
])("%s is a domain", (name) => expect(isDomain(name)).toBe(true));

test.each([
  "example",
  "ann@example.com",
  "https://example.com",
  "example.com/x",
  "-a.example",
  "192.0.2.1",
  "a..b",
  "exa_mple.com",
])("%s is none", (name) => expect(isDomain(name)).toBe(false));

test("a name of another form, and one that is listed, are refused before they are sent", () => {
  expect(refusedHere("example", [])).toEqual({ domain: "example", reason: notADomain });
  expect(refusedHere("example.com", ["example.com"])).toEqual({ domain: "example.com", reason: alreadyListed });
  expect(refusedHere("example.org", ["example.com"])).toBeNull();
});
