import { expect, test } from "vitest";
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
