/** Questions to whoever runs the command, on the terminal. They go to stderr: stdout is the result's. */

import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";
import { CommandFailed, WrongUsage } from "./failure.ts";
import { withoutControls } from "./say.ts";

/** Where questions are put, and where answers come from. */
export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean };
}

const ours: Terminal = { input: process.stdin, output: process.stderr };

/**
 * Asks before something that can't be undone.
 * @param instead what to add to the command where nobody can be asked: "--yes"
 * @throws WrongUsage when there is no terminal; CommandFailed unless the answer is yes
 */
export async function confirm(question: string, instead: string, terminal: Terminal = ours): Promise<void> {
  const answer = await ask(`${question} [y/N] `, instead, terminal);
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandFailed("Nothing was changed.");
}

/**
 * Asks before something that may not be meant, but can be undone: where nobody can be asked, it is done.
 * @throws CommandFailed when the answer is not yes
 */
export async function confirmOnTerminal(question: string, terminal: Terminal = ours): Promise<void> {
  if (isOnTerminal(terminal)) await confirm(question, "--yes", terminal);
}

function isOnTerminal({ input, output }: Terminal): boolean {
  return Boolean(input.isTTY && output.isTTY);
}

/**
 * The line that was typed; empty when the terminal was closed or Ctrl-C pressed.
 * @throws WrongUsage when there is no terminal
 */
export async function ask(question: string, instead: string, terminal: Terminal = ours): Promise<string> {
  const { input, output } = terminal;
  if (!isOnTerminal(terminal)) {
    throw new WrongUsage(`This asks before it goes on, and there is no terminal to ask on: add ${instead} to go on.`);
  }
  const lines = createInterface({ input, output });
  const closed = new Promise<undefined>((resolve) => {
    lines.once("close", () => resolve(undefined));
  });
  // Ctrl-C and Ctrl-D close the lines, and leave the cursor behind the question.
  const typed = await Promise.race([lines.question(withoutControls(question)).catch(() => undefined), closed]);
  if (typed === undefined) output.write("\n");
  lines.close();
  return typed ?? "";
}
