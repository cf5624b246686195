/** What a command says: its result on stdout, for a person or a program; words about it on stderr. */

import { styleText } from "node:util";
import { escaped, OBEYED } from "../activity/shell-word.ts";

/** Words for the person: what happens, what to do next. */
export function say(words: string): void {
  process.stderr.write(`${withoutControls(words)}\n`);
}

/** A line of the result. `style` shows on a terminal only, and not where NO_COLOR is set. */
export function print(line: string, style?: "red" | "dim"): void {
  const text = withoutControls(line);
  process.stdout.write(`${style ? styleText(style, text, { stream: process.stdout }) : text}\n`);
}

/** Whether what is written now is lost when it can't be written. */
let isVital = false;

/** A line of the result that can't be printed again. @throws the error that kept it from being written */
export async function printOnce(line: string): Promise<void> {
  isVital = true;
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(`${line}\n`, (error) => (error ? reject(error) : resolve()));
  });
  isVital = false;
}

/** Ends the process when the result can't be written: silently for a reader that has enough, such as `head`. */
export function endWhenUnwritable(): void {
  process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
    if (isVital) return;
    if (code !== "EPIPE") say(`The output could not be written (${message}).`);
    process.exit(1);
  });
}

/** The result for a program. */
export function printJson(value: unknown): void {
  print(json(value));
}

/** The same on one line, where more may follow. */
export function printJsonLine(value: unknown): void {
  print(JSON.stringify(value).replace(OBEYED, escaped));
}

/** `value` as JSON, in which what a terminal obeys is escaped, and so still the value for a program. */
export function json(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(OBEYED, escaped);
}

/**
 * `text` without the characters that a terminal obeys: names come from identity providers. Lines stay.
 */
export function withoutControls(text: string): string {
  return text.replace(OBEYED, "\ufffd");
}

/** A time as people read it, in UTC: `2026-11-24 08:17:05 UTC`. */
export function time(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** `count` of something, as in "1 user" and "2,000 users". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}
