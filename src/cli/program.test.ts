import type { Command } from "commander";
import { expect, test, vi } from "vitest";
import { muster, run } from "./program.ts";

const commands = commandsBelow(muster, "./muster");

function commandsBelow(command: Command, path: string): [string, Command][] {
  if (command.commands.length === 0) return [[path, command]];
  return command.commands.flatMap((one) => commandsBelow(one, `${path} ${one.name()}`));
}

test("there are all commands", () => {
  expect(commands.map(([path]) => path)).toEqual([
    "./muster start",
    "./muster migrate",
    "./muster organization create",
    "./muster organization list",
    "./muster organization delete",
    "./muster admin grant",
    "./muster domain add",
    "./muster domain remove",
    "./muster domain list",
    "./muster token refresh",
    "./muster token show",
    "./muster scim off",
    "./muster scim on",
    "./muster setting get",
    "./muster setting set",
    "./muster user list",
    "./muster user show",
    "./muster group list",
    "./muster group show",
    "./muster requests",
    "./muster changes",
    "./muster why",
    "./muster simulate",
  ]);
});

test.each([
  [["help", "domain", "add"], "Usage: muster domain add"],
  [["help"], "./muster organization create Acme --admin ann@example.com"],
])("%j shows a help", async (args, expected) => {
  const told = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const code = await run(args);
  const help = told.mock.calls.join("");
  told.mockRestore();
  expect(code).toBe(0);
  expect(help).toContain(expected);
});

test.each(commands)("%s has a help with an example of itself", (path, command) => {
  let help = "";
  command
    .configureOutput({
      writeOut: (text) => {
        help += text;
      },
    })
    .outputHelp();
  expect(help).toContain("Example");
  expect(help).toContain(`  $ ${path}`);
});

test.each(commands.filter(([path]) => / (list|show|get)$/.test(path)))("%s has --json", (_path, command) => {
  expect(command.options.map(({ long }) => long)).toContain("--json");
});

test.each([
  [["organisation", "list"], "unknown command 'organisation'"],
  [["organization", "creat"], "unknown command 'creat' (Did you mean create?). See ./muster organization --help."],
  [["organization", "create", "X"], "required option '--admin <EMAIL>' not specified."],
  [["organization", "create"], "missing required argument 'NAME'."],
  [["organization", "create", "X", "--admin", "nobody"], "Write an email address like ann@example.com."],
  [["organization", "create", "a\tb", "--admin", "ann@example.com"], "A name has 1 to 200 characters"],
  [
    ["user", "list", "acme", "--limit", "0"],
    "It should be a whole number from 1 to 10000. See ./muster user list --help.",
  ],
  [["domain", "remove", "acme"], "missing required argument 'DOMAIN'."],
  [["migrate", "now"], "too many arguments"],
])("wrong usage is told in one line: %j", async (args, why) => {
  const told = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    expect(await run(args)).toBe(2);
    expect(told).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(why));
    expect(told.mock.lastCall?.[0]).toMatch(/^[^\n]+\n$/);
  } finally {
    told.mockRestore();
  }
});
