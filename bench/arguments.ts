/** What the command line asks for. */

import { parseArgs } from "node:util";
import { LISTS } from "./lists.ts";
import { works } from "./works.ts";

export const HELP = `npm run bench -- [options]

Measures Muster against the bare limit (bench/limit.mjs): both on one PostgreSQL 18 that waits for the disk at every
commit, in interleaved rounds. Prints a table; what it says is beside it in bench/results/ as JSON.

  --quick            about a minute: 140,000 users instead of 1,000,000, short rounds
  --only NAMES       some of the works: ${[...new Set(allNames().flatMap((name) => [name.split("-")[0], name]))].join(", ")}
  --concurrency N    requests under way at once (16)
  --rounds N         rounds of each work on each server (9; quick 5)
  --seconds N        how long a round is (2; quick 0.5)
  --users N          users in the large directory
  --profile DIR      a processor profile of Muster's process is written there
  --postgres K=V     a further setting of PostgreSQL's; may be repeated
  --help             this
`;

export interface Arguments {
  readonly quick: boolean;
  /** The names of the works to run. */
  readonly only: ReadonlySet<string>;
  readonly concurrency: number;
  readonly rounds: number;
  readonly roundMs: number;
  readonly warmUpMs: number;
  readonly warmUpRequests: number;
  /** Users in the large directory; undefined for the least that the works need. */
  readonly users: number | undefined;
  readonly profile: string | undefined;
  readonly postgres: readonly string[];
}

/** Reads the arguments; undefined where help is asked for. @throws Error in one line for a wrong one */
export function readArguments(args: readonly string[]): Arguments | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string" },
      concurrency: { type: "string", default: "16" },
      rounds: { type: "string" },
      seconds: { type: "string" },
      users: { type: "string" },
      profile: { type: "string" },
      postgres: { type: "string", multiple: true, default: [] },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  const { quick } = values;
  const roundMs = number("seconds", values.seconds ?? (quick ? "0.5" : "2")) * 1000;
  const most = quick ? undefined : 1_000_000;
  return {
    quick,
    only: namesOf(values.only),
    concurrency: whole("concurrency", values.concurrency),
    rounds: whole("rounds", values.rounds ?? (quick ? "5" : "9")),
    roundMs,
    warmUpMs: quick ? 500 : 2000,
    warmUpRequests: quick ? 2500 : 6000,
    users: values.users === undefined ? most : whole("users", values.users),
    profile: values.profile,
    postgres: values.postgres,
  };
}

function allNames(): string[] {
  return [...works.flat().map(({ name }) => name), LISTS];
}

/** `filter` means both of filter-small and filter-large. */
function namesOf(only: string | undefined): Set<string> {
  if (only === undefined) return new Set(allNames());
  return new Set(
    only.split(",").flatMap((asked) => {
      const found = allNames().filter((name) => name === asked || name.startsWith(`${asked}-`));
      if (found.length === 0)
        throw new Error(`--only ${asked}: there is no such work; there are ${allNames().join(", ")}.`);
      return found;
    }),
  );
}

function number(name: string, text: string): number {
  const value = Number(text);
  if (value > 0) return value;
  throw new Error(`--${name} ${text}: it should be a number above 0.`);
}

function whole(name: string, text: string): number {
  const value = number(name, text);
  if (Number.isSafeInteger(value)) return value;
  throw new Error(`--${name} ${text}: it should be a whole number.`);
}
