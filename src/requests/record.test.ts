import { expect, test } from "vitest";
import { keptBody, keptPath, keptText } from "./record.ts";

test("a body without secrets is kept as it was sent", () => {
  expect(keptBody('{ "userName":"ann" }')).toBe('{ "userName":"ann" }');
  expect(keptBody(undefined)).toBeNull();
});

test.each([
  ['{"userName":"ann","password":"s3cret"}', { userName: "ann", password: "(removed)" }],
  ['{"PASSWORD":{"value":"s3cret"}}', { PASSWORD: "(removed)" }],
  [
    '{"Operations":[{"op":"replace","path":"password","value":"s3cret"}]}',
    { Operations: [{ op: "replace", path: "password", value: "(removed)" }] },
  ],
  [
    '{"Operations":[{"op":"add","value":{"password":"s3cret","title":"x"}}]}',
    { Operations: [{ op: "add", value: { password: "(removed)", title: "x" } }] },
  ],
  [
    '{"Operations":[{"value":"s3cret","Path":"urn:x:Password"}]}',
    { Operations: [{ value: "(removed)", Path: "urn:x:Password" }] },
  ],
  ['{"p\\u0061ssword":"s3cret"}', { password: "(removed)" }],
  ['{"\\u0050ASS\\u0057ord":"s3cret"}', { PASSWord: "(removed)" }],
  [
    '{"Operations":[{"op":"add","path":"passw\\u006Frd","value":"s3cret"}]}',
    { Operations: [{ op: "add", path: "password", value: "(removed)" }] },
  ],
])("a password is removed from %s", (body, kept) => {
  expect(JSON.parse(keptBody(body) ?? "")).toEqual(kept);
});

test("what is no JSON but mentions a password is not kept", () => {
  expect(keptBody('{"password":"s3cret"')).not.toContain("s3cret");
  expect(keptBody('{"passwor\\u0064":"s3cret"')).not.toContain("s3cret");
});

test("a body with other escapes is kept as it was sent", () => {
  expect(keptBody('{ "title":"\\u0041nn" }')).toBe('{ "title":"\\u0041nn" }');
});

test("a long body is cut, a NUL is marked", () => {
  expect(keptBody("x".repeat(70_000))).toBe(`${"x".repeat(65_536)}…`);
  expect(keptBody(`${"x".repeat(65_535)}\u{1F600}`)).toBe(`${"x".repeat(65_535)}\uFFFD…`);
  expect(keptBody("a\0b")).toBe("a\uFFFDb");
});

test.each([
  ["in its beginning", `{"password":"s3cret","title":"${"x".repeat(70_000)}"}`],
  ["escaped", `{"p\\u0061ssword":"s3cret","title":"${"x".repeat(70_000)}"}`],
  ["behind what it is about", `{"value":"s3cret","x":"${"x".repeat(70_000)}","path":"password"}`],
])("a body too long to be parsed that mentions a password is not kept: %s", (_, body) => {
  expect(keptBody(body)).toBe("(not kept: too long to be cleared of a password)");
});

test("a body of many megabytes takes no time", () => {
  const member = '{"value":"0198f0aa-1111-7000-8000-000000000000","display":"\\u0050aul p\\u0061ss"},';
  // Through bytes, as a body comes.
  const body = Buffer.from(`{"members":[${member.repeat(150_000)}{}]}`).toString();
  const begin = performance.now();
  expect(keptBody(body)).toHaveLength(65_537);
  expect(performance.now() - begin).toBeLessThan(300);
});

test("a query that mentions a password is not kept, escaped or not", () => {
  expect(keptPath('/Users?filter=password eq "s3cret"')).toBe("/Users?(removed)");
  expect(keptPath("/Users?filter=p%61ssWor%44%20eq%20s3cret")).toBe("/Users?(removed)");
  expect(keptPath("/Users?filter=title%20eq%20x")).toBe("/Users?filter=title%20eq%20x");
});

test("a token is removed wherever it stands, a piece of one too", () => {
  const token = `muster_scim_${"aB3".repeat(16)}x`;
  expect(keptPath(`/Users/${token}?a=${token}&b`)).toBe("/Users/muster_scim_(removed)?a=muster_scim_(removed)&b");
  expect(keptText(`Not "${token}".`)).toBe('Not "muster_scim_(removed)".');
  expect(keptBody(`{"title":"${token}","x":"${token.slice(0, 20)}"}`)).toBe(
    '{"title":"muster_scim_(removed)","x":"muster_scim_(removed)"}',
  );
  expect(keptBody(`${"x".repeat(65_520)}${token}`)).toBe(`${"x".repeat(65_520)}muster_scim_(removed)…`);
});
