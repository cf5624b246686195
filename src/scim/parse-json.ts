/** The text of a request's body, read as JSON that can be stored. RFC 8259. */

import { ScimError } from "./errors.ts";
import type { Json } from "./json.ts";

const DEEPEST = 40;
/** Twice as many as 100,000 members have, each with all its parts. Ten million, in a body of 32 MiB, take ten seconds. */
const MOST_VALUES = 1_000_000;

/**
 * Reads `text`. Whatever it returns nests at most 40 deep, and every string and key in it is text that PostgreSQL can
 * store and UTF-8 can carry. Of a key that comes twice in one object, the last counts.
 *
 * @throws ScimError 400 invalidSyntax for what is no JSON or nests deeper; 413 for more than a million values; 400
 * invalidValue for a NUL character or half a surrogate pair in a text.
 */
export function parseJson(text: string): Json {
  checkExtent(text);
  let json: Json;
  try {
    // A byte order mark, with which .NET begins texts, is no JSON. RFC 8259 §8.1 lets it be ignored.
    json = JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text);
  } catch (error) {
    // Without the piece of the body that the message quotes: it may be of a password.
    const why = (error as SyntaxError).message.replace(/,? (\.\.\.)?".*"(\.\.\.)? is not valid JSON$/s, "");
    throw new ScimError(400, "invalidSyntax", `The body is not JSON: ${why}`);
  }
  // Neither can be in JSON but as an escape, which is rare: most bodies need no second look.
  if (/\\u(0000|d[89a-f])/i.test(text)) checkText(json);
  return json;
}

/**
 * How deep `text` nests and how much is in it, found out before anything is made of it: by its brackets and commas.
 * @throws ScimError 400 invalidSyntax, 413
 */
function checkExtent(text: string): void {
  let depth = 0;
  let values = 1;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) index = endOfString(text, index);
    else if (code === OPEN_OBJECT || code === OPEN_ARRAY) depth++;
    else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) depth--;
    if (code === COMMA || code === OPEN_OBJECT || code === OPEN_ARRAY) values++;
    if (depth > DEEPEST) {
      const detail = `The body has more than ${DEEPEST} arrays and objects in one another.`;
      throw new ScimError(400, "invalidSyntax", detail);
    }
    if (values > MOST_VALUES) {
      const detail = `The body has more than ${MOST_VALUES} values; send it in several requests.`;
      throw new ScimError(413, undefined, detail);
    }
  }
}

const [QUOTE, BACKSLASH, COMMA, OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = Array.from('"\\,{}[]', (one) =>
  one.charCodeAt(0),
);

/** Where the string ends that begins at `start`; the end of `text` where it does not. */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text.charCodeAt(index) !== QUOTE) index += text.charCodeAt(index) === BACKSLASH ? 2 : 1;
  return index;
}

/** @throws ScimError 400 invalidValue when a text in `json`, or a key, has a NUL character or half a surrogate pair. */
export function checkText(json: Json, where = "The body"): void {
  if (typeof json === "string") checkString(json, where);
  else if (Array.isArray(json)) for (const element of json) checkText(element, where);
  else if (typeof json === "object" && json !== null) {
    for (const [key, value] of Object.entries(json)) {
      checkString(key, where);
      checkText(value, key);
    }
  }
}

function checkString(text: string, where: string): void {
  if (text.includes("\0")) {
    throw new ScimError(
      400,
      "invalidValue",
      `${where} has a NUL character (\\u0000), which cannot be stored; remove it.`,
    );
  }
  if (!text.isWellFormed()) {
    throw new ScimError(400, "invalidValue", `${where} has half a character (a lone surrogate); send the whole one.`);
  }
}
