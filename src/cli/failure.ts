/** How a command ends that did not do what it was asked for: in one line, what it was and what to do. */

import { isAway } from "../db/failure.ts";
import { SettingsError } from "../settings.ts";

/** Refused, or failed. Nothing was changed unless the message says so. `more` are lines below the first. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";
  readonly more: readonly string[];

  constructor(message: string, more: readonly string[] = []) {
    super(message);
    this.more = more;
  }
}

/** Asked for in a way that can't be meant. */
export class WrongUsage extends Error {
  override readonly name = "WrongUsage";
}

const EXIT_FAILED = 1;
export const EXIT_WRONG_USAGE = 2;

export interface Failure {
  readonly message: string;
  readonly exitCode: number;
}

/** What to tell of `error`: one line, but a line each for several wrong settings or names. */
export function explain(error: unknown): Failure {
  if (error instanceof SettingsError) return { message: error.message, exitCode: EXIT_WRONG_USAGE };
  const more = error instanceof CommandFailed ? error.more : [];
  return {
    message: [messageOf(error), ...more].map(oneLine).join("\n"),
    exitCode: error instanceof WrongUsage ? EXIT_WRONG_USAGE : EXIT_FAILED,
  };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: unknown };
  if (code === "42P01" || code === "42703") {
    return `The database is not up to date (${error.message}): run ./muster migrate, or start Muster.`;
  }
  if (isAway(error)) {
    return `The database cannot be reached (${error.message}): see that it runs, and that DATABASE_URL is right if it is set.`;
  }
  return error.message || error.name;
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, " ");
}
