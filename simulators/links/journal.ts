/** The file in which a simulator keeps what it remembers, so that one that was killed goes on: a line of JSON each. */

import { closeSync, fstatSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import { type Entry, Links } from "./links.ts";

/** What makes a company and the way it is provisioned; a journal is of one. Never the token. */
export type Identity = Readonly<Record<string, string | number>>;

export interface Journal {
  readonly links: Links;
  /** Whether there was something to go on from. */
  readonly isResumed: boolean;
  close(): void;
}

/** The file is another company's, or no journal at all. */
export class WrongJournal extends Error {
  override readonly name = "WrongJournal";
}

/**
 * Opens the journal in `file`, or starts it.
 * @throws WrongJournal when it is of something else than `identity`, which is changed by nothing; a system error
 */
export function openJournal(file: string, identity: Identity): Journal {
  const descriptor = openSync(file, "a", 0o600);
  const size = fstatSync(descriptor).size;
  const text = size === 0 ? "" : readFileSync(file, "utf8");
  const end = text.lastIndexOf("\n") + 1;
  const [first, ...entries] = text.slice(0, end).split("\n").slice(0, -1);
  if (size > 0) checkIdentity(file, first ?? text, identity);
  // Killed while it wrote: that line was never remembered.
  if (end < text.length) truncateSync(file, Buffer.byteLength(text.slice(0, end)));
  const write = (line: unknown) => writeSync(descriptor, `${JSON.stringify(line)}\n`);
  if (size === 0) write(["muster simulate", identity]);
  const links = new Links(write);
  for (const entry of entries) links.recall(JSON.parse(entry) as Entry);
  links.isRedoing = links.round !== undefined && !links.isDone;
  return { links, isResumed: links.round !== undefined, close: () => closeSync(descriptor) };
}

function checkIdentity(file: string, line: string, identity: Identity): void {
  const kept = identityIn(line);
  if (!kept) throw new WrongJournal(`${file} is no state of muster simulate: name a file that is not there yet.`);
  for (const [name, value] of Object.entries(identity)) {
    if (kept[name] === value) continue;
    throw new WrongJournal(
      `${file} is of a run with ${name} ${kept[name]}, not ${value}: go on with that, or name another file.`,
    );
  }
}

function identityIn(line: string): Identity | undefined {
  try {
    const [title, identity] = JSON.parse(line) as [unknown, Identity];
    return title === "muster simulate" ? identity : undefined;
  } catch {
    return undefined;
  }
}
