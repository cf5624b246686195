/** What the commands that read the logs have in common. */

import { InvalidArgumentError } from "commander";
import { LOOKED_THROUGH } from "../activity/about.ts";
import type { Sql } from "../db/connect.ts";
import { wasCanceled } from "../db/failure.ts";
import { CommandFailed } from "./failure.ts";
import { time } from "./say.ts";

/** A parser of the `after` of a log's page. */
export function idOption(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError("It should be the id that the page before ended with.");
}

/** How far back a search for a text went, where it went not all the way; as a sentence, to be put behind others. */
export function searchedBackTo(back: Date | undefined, what: string): string {
  if (back === undefined) return "";
  const count = LOOKED_THROUGH.toLocaleString("en-US");
  return ` Only the latest ${count} ${what} were looked through, back to ${time(back)}.`;
}

/** Nobody waits longer for a page, and no search of a log may hold up the server's database. */
const LONGEST_READ_MS = 60_000;

/** Runs `work`, which reads logs on the command's one connection. @throws CommandFailed when a statement of it takes too long */
export async function readingLogs<T>(sql: Sql, work: () => Promise<T>, longestMs = LONGEST_READ_MS): Promise<T> {
  const limit = (ms: number) => sql`select set_config('statement_timeout', ${String(ms)}, false)`;
  await limit(longestMs);
  try {
    return await work();
  } catch (error) {
    if (!wasCanceled(error)) throw error;
    throw new CommandFailed(
      `Reading the log took longer than ${longestMs / 1_000} seconds and was ended; ask for less of it: a shorter time ` +
        "(--since, --until), fewer lines (--limit), or no --about.",
    );
  } finally {
    await limit(0).catch(() => {});
  }
}

/** The width of what stands before a line's sentence. */
export const INDENT = " ".repeat(4);
