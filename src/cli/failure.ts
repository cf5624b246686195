/** How a command ends that did not do what it was asked for: in one line, what it was and what to do. */

import { ConnectionRefused } from "../connections/refusal.ts";
import { isAway } from "../db/failure.ts";
import { SettingsError } from "../settings.ts";

/** Refused, or failed. Nothing was changed unless the message says so. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";
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

/** What to tell of `error`. Only wrong settings take a line each. */
export function explain(error: unknown): Failure {
  if (error instanceof SettingsError) return { message: error.message, exitCode: EXIT_WRONG_USAGE };
  return {
    message: oneLine(messageOf(error)),
    exitCode: error instanceof WrongUsage ? EXIT_WRONG_USAGE : EXIT_FAILED,
  };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ConnectionRefused && error.reason === "not set up") {
    return "SCIM is not set up for this organization yet: add an email domain first (./muster domain add ORG DOMAIN).";
  }
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
