/** How much is in a JSON text, found out before anything is made of it, by its brackets, colons and commas alone. */

import { ScimError } from "./errors.ts";

const DEEPEST = 40;
/** More than 100,000 members have, each with all its parts. The ten million in 32 MiB of junk would take ten seconds. */
const MOST_VALUES = 600_000;
/** In one object: one with hundreds of thousands of names costs more than as many objects. */
const MOST_NAMES = 10_000;

/**
 * What is no JSON may pass.
 * @throws ScimError 400 invalidSyntax when `text` nests more than 40 deep; 413 when there is more in it than is read
 */
export function checkExtent(text: string): void {
  /** Of each array and object that is open, the innermost last: how many names it has. */
  const names = [0];
  let values = 1;
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case QUOTE:
        index = endOfString(text, index);
        break;
      case OPEN_OBJECT:
      case OPEN_ARRAY:
        values++;
        if (names.push(0) > DEEPEST + 1) throw tooDeep();
        break;
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        names.pop();
        break;
      case COLON: {
        const own = (names.pop() ?? 0) + 1;
        if (own > MOST_NAMES) throw tooMuch(`an object with more than ${MOST_NAMES} names`);
        names.push(own);
        break;
      }
      case COMMA:
        if (++values > MOST_VALUES) throw tooMuch(`more than ${MOST_VALUES} values`);
    }
  }
}

/** Where the string ends that begins at `start`; the end of `text` where it does not. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

function isEscaped(text: string, index: number): boolean {
  let before = index - 1;
  while (text.charCodeAt(before) === BACKSLASH) before--;
  return (index - before) % 2 === 0;
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [COLON, COMMA] = [0x3a, 0x2c];
const [OPEN_OBJECT, CLOSE_OBJECT] = [0x7b, 0x7d];
const [OPEN_ARRAY, CLOSE_ARRAY] = [0x5b, 0x5d];

function tooDeep(): ScimError {
  return new ScimError(400, "invalidSyntax", `The body has more than ${DEEPEST} arrays and objects in one another.`);
}

function tooMuch(what: string): ScimError {
  return new ScimError(413, undefined, `The body has ${what}; send less, or several requests.`);
}
