import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { ask, confirm, confirmOnTerminal } from "./ask.ts";

/** A terminal at which `typed` is typed. */
function terminal(typed: string) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = Object.assign(new PassThrough(), { isTTY: true });
  let shown = "";
  output.on("data", (chunk) => {
    shown += chunk;
  });
  setImmediate(() => input.write(typed));
  return { input, output, shown: () => shown };
}

test("the answer is what was typed, and the question was shown", async () => {
  const screen = terminal("acme\n");
  expect(await ask("Short name? ", "--confirm", screen)).toBe("acme");
  expect(screen.shown()).toContain("Short name? ");
});

test.each(["y\n", "YES\n", " y \n"])("%j confirms", async (typed) => {
  await confirm("Refresh?", "--yes", terminal(typed));
});

test.each(["\n", "n\n", "yeah\n", "\u0003", "\u0004"])("%j does not confirm", async (typed) => {
  await expect(confirm("Refresh?", "--yes", terminal(typed))).rejects.toThrow("Nothing was changed.");
});

test("where there is no terminal it tells what to add", async () => {
  const screen = { input: new PassThrough(), output: new PassThrough() };
  await expect(confirm("Refresh?", "--yes", screen)).rejects.toThrow("add --yes");
});

test("what can be undone is asked about on a terminal only", async () => {
  await expect(confirmOnTerminal("Another?", terminal("\n"))).rejects.toThrow("Nothing was changed.");
  await confirmOnTerminal("Another?", terminal("y\n"));
  await confirmOnTerminal("Another?", { input: new PassThrough(), output: new PassThrough() });
});
