/** What a command says: its result on stdout, for a person or a program; words about it on stderr. */

/** Words for the person: what happens, what to do next. */
export function say(words: string): void {
  process.stderr.write(`${withoutControls(words)}\n`);
}

/** A line of the result. */
export function print(line: string): void {
  process.stdout.write(`${withoutControls(line)}\n`);
}

/** The result for a program. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/**
 * `text` without the characters that a terminal obeys: names come from identity providers. Lines stay. In JSON these
 * are escapes already but for DEL and C1.
 */
export function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}

/** A time as people read it, in UTC: `2026-11-24 08:17:05 UTC`. */
export function time(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** `count` of something, as in "1 user" and "2,000 users". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}

/** `text` as one word of a shell's command line. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
