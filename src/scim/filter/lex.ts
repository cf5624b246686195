/** Cuts a filter into words, strings and brackets. RFC 7644 §3.4.2.2; a string is JSON's, RFC 8259 §7. */

import { ScimError } from "../errors.ts";

export type Bracket = "(" | ")" | "[" | "]";

export interface Token {
  /** A word is a name, an operator or a value without quotes: only its place tells which. */
  readonly kind: "word" | "string" | "end" | Bracket;
  /** What was written; of a string, what it means. */
  readonly text: string;
  /** Where it begins and where the rest begins, as indexes of the filter. */
  readonly start: number;
  readonly end: number;
}

const BLANKS = /\s*/y;
const WORD = /[^\s()[\]"]+/y;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/** Whether `text` is a number as JSON writes one. RFC 8259 §6. */
export function isNumber(text: string): boolean {
  return /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(text);
}

/** The token at or after `from`; at the end of `text`, an empty one of kind "end". */
export function nextToken(text: string, from: number): Token {
  const start = from + matchAt(BLANKS, text, from).length;
  const first = text[start];
  switch (first) {
    case undefined:
      return { kind: "end", text: "", start, end: start };
    case "(":
    case ")":
    case "[":
    case "]":
      return { kind: first, text: first, start, end: start + 1 };
    case '"':
    case "'": // No RFC has it, some clients send it.
      return readString(text, start, first);
    default: {
      const word = matchAt(WORD, text, start);
      return { kind: "word", text: storable(text, start, word), start, end: start + word.length };
    }
  }
}

/** The refusal of a filter, naming the place as people count: characters from 1. */
export function invalidFilter(text: string, index: number, problem: string): ScimError {
  return new ScimError(
    400,
    "invalidFilter",
    `The filter is wrong at character ${characterAt(text, index)}: ${problem}`,
  );
}

/** Which character of `text`, from 1, begins at `index`. One outside the BMP counts once. */
export function characterAt(text: string, index: number): number {
  return Array.from(text.slice(0, index)).length + 1;
}

function readString(text: string, start: number, quote: string): Token {
  let value = "";
  let at = start + 1;
  for (let character = text[at]; character !== quote; character = text[at]) {
    if (character === undefined)
      throw invalidFilter(text, start, `the string that begins here has no closing ${quote}`);
    if (character === "\\") {
      const escaped = readEscape(text, at);
      value += escaped.value;
      at = escaped.end;
    } else {
      value += character;
      at += 1;
    }
  }
  return { kind: "string", text: storable(text, start, value), start, end: at + 1 };
}

function readEscape(text: string, at: number): { value: string; end: number } {
  const simple = ESCAPES.get(text[at + 1] ?? "");
  if (simple !== undefined) return { value: simple, end: at + 2 };
  const [, hex] = /^\\u([\da-f]{4})/i.exec(text.slice(at, at + 6)) ?? [];
  if (hex !== undefined) return { value: String.fromCharCode(Number.parseInt(hex, 16)), end: at + 6 };
  throw invalidFilter(text, at, `no such escape; a backslash itself is written \\\\`);
}

/** `value` unless nothing can equal it, because no resource is stored with it (PostgreSQL's text has no NUL either). */
function storable(text: string, start: number, value: string): string {
  if (value.includes("\0")) throw invalidFilter(text, start, "a NUL character cannot be in a value");
  if (!value.isWellFormed()) throw invalidFilter(text, start, "half of a surrogate pair cannot be in a value");
  return value;
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}
