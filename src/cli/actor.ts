/** Who changes something from the command line, and how the log's actors are shown there. */

import { userInfo } from "node:os";
import { type Actor, commandLine } from "../changes/actor.ts";

/** Whoever has started this command, by the name of their account on this machine: `ann as root` through sudo. */
export function whoeverRunsThis(): Actor {
  const { SUDO_USER: person } = process.env;
  const account = accountName();
  // Whoever is root may set it to anything, but may do anything anyway.
  const isOther = process.getuid?.() === 0 && person !== undefined && person !== "" && person !== account;
  return commandLine(isOther ? `${person} as ${account}` : account);
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
