/** Texts as words of a shell's command line, for commands that are shown to be copied. */

/** What a terminal obeys but for the end of a line, and what turns the direction of text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const OBEYED = /[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** A letter as JSON and shells escape it. */
export function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** `text` as one word of a shell's command line. */
export function quoted(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  // Most shells read escapes in $'…'.
  if (text.search(OBEYED) !== -1 || text.includes("\n")) {
    return `$'${text.replace(/[\\']/g, "\\$&").replace(/\n/g, "\\n").replace(OBEYED, escaped)}'`;
  }
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The same as an argument of its own, which is no option even where it looks like one. */
export function asArgument(text: string): string {
  return text.startsWith("-") ? `-- ${quoted(text)}` : quoted(text);
}

/** ` (./muster scim on acme)`: how a terminal does what stands before it; nothing for whoever has links, at the console. */
export function orCommand(shortName: string | undefined, command: string, argument?: string): string {
  if (shortName === undefined) return "";
  return ` (./muster ${command} ${shortName}${argument === undefined ? "" : ` ${argument}`})`;
}
