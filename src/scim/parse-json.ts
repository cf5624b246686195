/** The text of a request's body, read as JSON that can be stored. RFC 8259. */

import { ScimError } from "./errors.ts";
import type { Json } from "./json.ts";
import { checkExtent } from "./json-extent.ts";

/**
 * Reads `text`. Whatever it returns nests at most 40 deep, and every string and key in it is text that PostgreSQL can
 * store and UTF-8 can carry. Of a key that comes twice in one object, the last counts.
 *
 * @throws ScimError 400 invalidSyntax for what is no JSON or nests deeper; 413 for too much of it; 400 invalidValue for a NUL character or
 * half a surrogate pair in a text.
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
