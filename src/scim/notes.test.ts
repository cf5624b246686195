import { expect, test, vi } from "vitest";
import { excerpt, type Notes, note } from "./notes.ts";

test("a note is made once, however often its cause comes up", () => {
  const notes: Notes = new Set();
  note(notes, "a");
  note(notes, "b");
  note(notes, "a");
  expect([...notes]).toEqual(["a", "b"]);
});

test("after 20 notes one says that there is more", () => {
  const notes: Notes = new Set();
  for (let index = 1; index <= 30; index += 1) note(notes, `note ${index}`);
  expect(notes.size).toBe(21);
  expect([...notes].slice(19)).toEqual(["note 20", "And more of the kind."]);
});

test("what is quoted is cut at 120 characters, not within one", () => {
  expect(excerpt("a".repeat(118))).toBe(`"${"a".repeat(118)}"`);
  expect(excerpt("a".repeat(119))).toBe(`"${"a".repeat(119)}…`);
  expect(excerpt(`${"a".repeat(118)}😀b`)).toBe(`"${"a".repeat(118)}…`);
  expect(excerpt({ a: [1] })).toBe('{"a":[1]}');
});

test("of a large value only the beginning is looked at", () => {
  const opened = vi.fn(() => [1]);
  const large = Array.from({ length: 1000 }, () => Object.defineProperty({}, "a", { enumerable: true, get: opened }));
  expect(excerpt(large)).toBe(`[${'{"a":[1]},'.repeat(12).slice(0, 119)}…`);
  expect(opened.mock.calls.length).toBeLessThan(20);
  expect(excerpt([["a".repeat(60)], { b: "c".repeat(60), d: 1 }, 2])).toBe(
    `[["${"a".repeat(60)}"],{"b":"${"c".repeat(48)}…`,
  );
});
