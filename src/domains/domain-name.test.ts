import { expect, test } from "vitest";
import { domainOfAddress, NOT_A_DOMAIN, PUBLIC_PROVIDER, readDomain } from "./domain-name.ts";

test.each([
  ["example.com", "example.com"],
  ["  Example.COM ", "example.com"],
  ["@acme.example.org", "acme.example.org"],
  ["acme.de.", "acme.de"],
  ["bücher.example.com", "xn--bcher-kva.example.com"],
  ["acme.co.uk", "acme.co.uk"],
  ["acme.test", "acme.test"],
  ["corp.local", "corp.local"],
  ["github.io", "github.io"],
  ["contoso.onmicrosoft.com", "contoso.onmicrosoft.com"],
  ["Straße.de", "xn--strae-oqa.de"],
  ["BU\u0308CHER.de", "xn--bcher-kva.de"],
  ["ΒΌΛΟΣ.com", "xn--nxasmq6b.com"],
  ["xn--bcher-kva.de", "xn--bcher-kva.de"],
])("%j is added as %s", (text, domain) => {
  expect(readDomain(text)).toEqual({ domain });
});

test.each([
  "",
  "acme",
  "com",
  "co.uk",
  "127.0.0.1",
  "[::1]",
  "a b.com",
  "-acme.com",
  "acme..com",
  ".acme.com",
  "ann@acme.com",
  "http://acme.com",
  "ac_me.com",
  "ａｃｍｅ.com",
  "acme。com",
  "ac\u00adme.com",
  "ac\u200dme.com",
])("%j is not a domain name", (text) => {
  expect(readDomain(text)).toEqual({ refused: NOT_A_DOMAIN });
});

test.each(["gmail.com", "GMX.de", "outlook.com", "icloud.com"])("%s is a public mail provider", (text) => {
  expect(readDomain(text)).toEqual({ refused: PUBLIC_PROVIDER });
});

test.each([
  ["ann@example.com", "example.com"],
  ["Ann@EXAMPLE.com", "example.com"],
  ["ann@bücher.example", "xn--bcher-kva.example"],
  ["ann", undefined],
  ["ann_example.org#EXT#@example.com", "example.com"],
  ["ann@", null],
  ["ann@example.com, eve@evil.example", null],
  ["<ann@example.com>", null],
  ["ann@[203.0.113.5]", null],
  ["ann@evil .example", null],
  ["ann@ｅｘａｍｐｌｅ.com", null],
  ["ann@example。com", null],
  ["ann@example.com/evil.example", null],
  ["ann@example.com?x", null],
  ["ann@example.com#x", null],
  ["ann@%65xample.com", null],
  ["ann@evil.example@example.com", null],
])("the domain of %j is %s", (address, domain) => {
  expect(domainOfAddress(address)).toBe(domain);
});
