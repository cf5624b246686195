import { expect, test } from "vitest";
import { counted, json, time, withoutControls } from "./say.ts";

test("nothing that a terminal obeys is printed, lines stay", () => {
  expect(withoutControls("a\u001b[31m\r\n\u009b1mb\u202e\u007f")).toBe("a\ufffd[31m\ufffd\n\ufffd1mb\ufffd\ufffd");
  expect(withoutControls("Éva 日本 🎉")).toBe("Éva 日本 🎉");
});

test("numbers and times are written for people", () => {
  expect(counted(1, "user")).toBe("1 user");
  expect(counted(20_000, "user")).toBe("20,000 users");
  expect(time(new Date("2026-11-24T08:17:05.123Z"))).toBe("2026-11-24 08:17:05 UTC");
});

test("JSON stays the value, with what a terminal obeys as escapes", () => {
  const value = { name: "a\u009b2J\u007f\u202e\u001b日本" };
  expect(json(value)).toBe('{\n  "name": "a\\u009b2J\\u007f\\u202e\\u001b日本"\n}');
  expect(JSON.parse(json(value))).toEqual(value);
});
