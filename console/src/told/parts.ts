/** A stretch of a sentence. */
export interface Part {
  kind: "text" | "name" | "time";
  /** Of a time the moment, as ISO has it. */
  words: string;
  /** Where it begins. */
  at: number;
}

/** How the server writes a moment into a sentence. */
const MOMENT = /(\d{4}-\d\d-\d\d)(?: at)? (\d\d:\d\d) UTC/g;

/** `text` in its parts: names where they first stand, and moments. */
export function parts(text: string, names: readonly string[]): Part[] {
  const found: { kind: "name" | "time"; words: string; from: number; to: number }[] = [];
  const isFree = (from: number, to: number) => found.every((one) => to <= one.from || from >= one.to);
  for (const match of text.matchAll(MOMENT)) {
    const [all, day, clock] = match;
    found.push({ kind: "time", words: `${day}T${clock}:00.000Z`, from: match.index, to: match.index + all.length });
  }
  for (const name of names) {
    const from = name === "" ? -1 : text.indexOf(name);
    if (from >= 0 && isFree(from, from + name.length))
      found.push({ kind: "name", words: name, from, to: from + name.length });
  }
  const all: Part[] = [];
  let at = 0;
  for (const { kind, words, from, to } of found.sort((a, b) => a.from - b.from)) {
    if (from > at) all.push({ kind: "text", words: text.slice(at, from), at });
    all.push({ kind, words, at: from });
    at = to;
  }
  if (at < text.length) all.push({ kind: "text", words: text.slice(at), at });
  return all;
}
