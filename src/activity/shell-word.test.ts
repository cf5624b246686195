import { expect, test } from "vitest";
import { asArgument, quoted } from "./shell-word.ts";

test("a word for the shell is quoted when it must be", () => {
  expect(quoted("ann@example.com")).toBe("ann@example.com");
  expect(quoted("it's $HOME")).toBe("'it'\\''s $HOME'");
  expect(quoted("")).toBe("''");
  expect(quoted("it's\u001b[2J\n")).toBe("$'it\\'s\\u001b[2J\\n'");
});

test("an argument is no option", () => {
  expect(asArgument("-rf x")).toBe("-- '-rf x'");
  expect(asArgument("ann")).toBe("ann");
});
