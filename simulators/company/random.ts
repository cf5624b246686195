/** Chance that comes out the same each time: what a seed and a purpose say, whatever was asked for before. */

import { createHash } from "node:crypto";

export interface Random {
  /** At least 0, below 1. */
  fraction(): number;
  /** A whole number: at least 0, below `bound`. */
  below(bound: number): number;
  /** Whether something happens that does so in `share` (0 to 1) of all cases. */
  happens(share: number): boolean;
  /** One of `choices`. @throws RangeError when there is none */
  oneOf<T>(choices: readonly T[]): T;
  /** `many` different ones of `choices`, or all of them where they are fewer. */
  some<T>(choices: readonly T[], many: number): T[];
}

/** A source of its own for each seed and purpose (sfc32, seeded by their SHA-256). */
export function random(seed: string, purpose: string): Random {
  const hash = createHash("sha256").update(`${seed}\0${purpose}`).digest();
  let [a, b, c, d] = [hash.readInt32LE(0), hash.readInt32LE(4), hash.readInt32LE(8), hash.readInt32LE(12)];
  const fraction = () => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  const below = (bound: number) => Math.floor(fraction() * bound);
  return {
    fraction,
    below,
    happens: (share) => fraction() < share,
    oneOf(choices) {
      if (choices.length === 0) throw new RangeError("there is nothing to choose from");
      return choices[below(choices.length)] as (typeof choices)[number];
    },
    some(choices, many) {
      const left = [...choices];
      // The first places of a shuffle (Fisher and Yates).
      for (let i = 0; i < Math.min(many, left.length); i++) {
        const other = i + below(left.length - i);
        [left[i], left[other]] = [left[other] as (typeof left)[number], left[i] as (typeof left)[number]];
      }
      return left.slice(0, many);
    },
  };
}

/** A UUID (version 4 in form) that is always the same for a seed and a name. */
export function fixedUuid(seed: string, name: string): string {
  const hex = createHash("sha256").update(`${seed}\0${name}`).digest("hex");
  const variant = "89ab"[Number.parseInt(hex[16] ?? "0", 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** So many letters and digits, always the same for a seed and a name. */
export function fixedLetters(seed: string, name: string, many: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  const source = random(seed, `letters of ${name}`);
  return Array.from({ length: many }, () => source.oneOf([...alphabet])).join("");
}
