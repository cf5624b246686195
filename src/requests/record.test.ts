import { expect, test } from "vitest";
import { keptBody } from "./record.ts";

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
])("a password is removed from %s", (body, kept) => {
  expect(JSON.parse(keptBody(body) ?? "")).toEqual(kept);
});

test("what is no JSON but mentions a password is not kept", () => {
  expect(keptBody('{"password":"s3cret"')).not.toContain("s3cret");
});

test("a long body is cut, a NUL is marked", () => {
  expect(keptBody("x".repeat(70_000))).toBe(`${"x".repeat(65_536)}…`);
  expect(keptBody("a\0b")).toBe("a\uFFFDb");
});
