/** Text without its case, and text in order: both exactly as PostgreSQL has them, where most filters are answered. */

const PRINTABLE_ASCII = /^[ -~]*$/;
/** Cherokee folds to its capitals, which are the older letters. Unicode CaseFolding.txt. */
const CHEROKEE = /[\u13a0-\u13f5\u13f8-\u13fd\uab70-\uabbf]/;
/** The dotless i is folded in Turkish only; the other letters have a small form since Unicode 17, PostgreSQL 18 has 16. */
const UNFOLDED = /[\u0131\ua7ce\ua7d2\ua7d4\u{16ea0}-\u{16eb8}]/u;

/**
 * `text` with full case folding, as `casefold(text collate pg_unicode_fast)` in PostgreSQL 18 gives it: what differs
 * in case only becomes the same (`STRASSE`, `straße`, `STRAẞE`). Unicode 16 §3.13, toCasefold.
 */
export function fold(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text.toLowerCase();
  // One by one, because toLowerCase alone makes a final sigma where it sees the end of a word.
  return Array.from(text, foldCharacter).join("");
}

/** Upper case merges what lower case keeps apart (σ and ς, ß and ss), but for ẞ, which is lowered first. */
function foldCharacter(character: string): string {
  if (CHEROKEE.test(character)) return character.toUpperCase();
  if (UNFOLDED.test(character)) return character;
  return character.toLowerCase().toUpperCase().toLowerCase();
}

/**
 * The order of two texts by code point, as `collate "C"` has it in a UTF-8 database: negative, 0 or positive. That is
 * not the order of `<`, which compares UTF-16 units and so puts what lies beyond U+FFFF before U+E000.
 */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const difference = rank(left.charCodeAt(index)) - rank(right.charCodeAt(index));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** A UTF-16 unit's place in the order of code points: surrogates behind all others. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
