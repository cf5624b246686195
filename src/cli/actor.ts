/** Who changes something from the command line, and how the log's actors are shown there. */

import { userInfo } from "node:os";
import { type Actor, commandLine } from "../changes/actor.ts";

/** Whoever has started this command, by the name of their account on this machine. */
export function whoeverRunsThis(): Actor {
  return commandLine(accountName());
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // In a container, the uid may be one without an account.
    return `uid ${process.getuid?.()}`;
  }
}

/** An actor in words: `ann (command line)`. */
export function describeActor({ kind, name, id }: Actor): string {
  const who = name ?? id;
  return typeof who === "string" ? `${who} (${kind})` : kind;
}
