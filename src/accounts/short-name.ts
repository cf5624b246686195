/** What the command line calls an organization: `acme` for "Acme, Inc." is short, plain and easy to type. */

import { readId } from "../db/ids.ts";

const LONGEST = 40;

/** Letters that do not come apart into a plain one and its accent. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
  ı: "i",
};

/** A short name for `name`: lower-case ASCII letters, digits and single hyphens. It may be taken already. */
export function shortNameOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^\0-\x7f]/g, (letter) => PLAIN[letter] ?? letter)
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "");
  const short = plain
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, "");
  if (short === "") return "organization";
  // Where an organization is named, an id is taken for an id.
  return readId(short) === null ? short : `org-${short}`.slice(0, LONGEST);
}

/** `shortName` if it is free, else with the first of -2, -3 … that is. */
export function firstFree(shortName: string, taken: ReadonlySet<string>): string {
  if (!taken.has(shortName)) return shortName;
  let number = 2;
  while (taken.has(`${shortName}-${number}`)) number++;
  return `${shortName}-${number}`;
}
