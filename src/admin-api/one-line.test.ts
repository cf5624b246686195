import { expect, test } from "vitest";
import { name, oneLine } from "./one-line.ts";

test("a line has no control characters and no half characters; what stands around it is left out", () => {
  expect(oneLine.parse(" Zoë 李 👩‍🚀 \n")).toBe("Zoë 李 👩‍🚀");
  for (const text of ["a\0", "a\nb", "a\x7f", "\ud800", "a\udc00b"])
    expect(oneLine.safeParse(text).success).toBe(false);
});

test("a name is a line, and does not turn the text around it", () => {
  for (const text of ["\u202eanaD", "Dana\u2066", "a\0", "\ud800"]) expect(name.safeParse(text).success).toBe(false);
  expect(name.parse("דנה")).toBe("דנה");
});
