/** Values that are neither objects nor lists, read as their attributes' types have them. RFC 7643 §2.3. */

import { ScimError } from "../errors.ts";
import { parseInstant } from "../instant.ts";
import type { Json } from "../json.ts";
import { excerpt } from "../notes.ts";
import type { Attribute } from "../schema.ts";

/**
 * `value` as the type of `attribute` has it. Texts are kept exactly as they were sent.
 *
 * @param parent What stands before the attribute's name in details: `name.` for a sub-attribute of it.
 * @throws ScimError 400 invalidValue when it has no meaning as that type
 */
export function readPlain(attribute: Attribute, value: Json, parent: string): Json {
  const read = READERS[attribute.type](value);
  if (read === undefined) throw unreadable(attribute, value, parent);
  return read;
}

/** The refusal of a value that `attribute` cannot have. */
export function unreadable(attribute: Attribute, value: Json, parent: string): ScimError {
  const expected = attribute.multiValued ? `${EXPECTED[attribute.type]} or a list of them` : EXPECTED[attribute.type];
  return new ScimError(
    400,
    "invalidValue",
    `${parent}${attribute.name} cannot be ${excerpt(value)}; send ${expected}.`,
  );
}

const EXPECTED: Record<Attribute["type"], string> = {
  string: "a text",
  reference: "an address as a text",
  binary: "Base64 as a text",
  boolean: "true or false",
  integer: "a whole number",
  decimal: "a number",
  dateTime: "a date and time such as 2026-03-01T09:30:00Z",
  complex: "an object",
};

const READERS: Record<Attribute["type"], (value: Json) => Json | undefined> = {
  string: readText,
  reference: readText,
  binary: readText,
  boolean: readBoolean,
  integer: (value) => readNumber(value, Number.isSafeInteger),
  decimal: (value) => readNumber(value, Number.isFinite),
  dateTime: (value) => (typeof value === "string" && parseInstant(value) !== undefined ? value : undefined),
  complex: () => undefined,
};

/** Text, also where a number or a boolean was sent: an employeeNumber of 42 is "42". */
function readText(value: Json): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "boolean" || Number.isFinite(value) ? String(value) : undefined;
}

/** A boolean, also as Entra ID sends it: "True". */
function readBoolean(value: Json): boolean | undefined {
  if (typeof value === "boolean") return value;
  const word = typeof value === "string" ? value.toLowerCase() : undefined;
  return word === "true" ? true : word === "false" ? false : undefined;
}

function readNumber(value: Json, allowed: (number: number) => boolean): number | undefined {
  const isNumeral = typeof value === "string" && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value);
  const number = isNumeral ? Number(value) : value;
  return typeof number === "number" && allowed(number) ? number : undefined;
}
