/** `npm run bench`: how fast Muster is, against the least that any server must do. See --help. */

import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type Arguments, HELP, readArguments } from "./arguments.ts";
import { fillMuster, usersFor } from "./database.ts";
import { LISTS, type ListRow, listRows, timeLists } from "./lists.ts";
import { type Postgres, startPostgres } from "./postgres.ts";
import { type ComparisonRow, type Row, render, renderTimes, rowOf, timesOf } from "./report.ts";
import { type Measured, measure } from "./rounds.ts";
import { type Kind, startLimit, startMuster } from "./servers.ts";
import { comparisons, count, SIZES, SMALL, type Subject, type Work, works } from "./works.ts";

/** Further users, to become members, where the directory has not many more than are members already. */
const OUTSIDERS = 20_000;

type Subjects = Readonly<Record<Kind, Subject>> & { readonly url: string };

/** Runs what is asked for; whatever it has started is in `resources`, the caller's to dispose of. */
async function bench(args: Arguments, resources: AsyncDisposableStack): Promise<void> {
  const groups = works
    .map((group) => group.filter(({ name }) => args.only.has(name)))
    .filter(({ length }) => length > 0);
  const postgres = await startPostgres(resources, args.postgres);
  const subjects = new Map<Work["database"], Subjects>();
  const listed: readonly Work["database"][] = args.only.has(LISTS) ? ["small", "large"] : [];
  for (const database of new Set([...groups.flat().map((work) => work.database), ...listed])) {
    subjects.set(database, await startBoth(args, database, postgres, resources));
  }
  const subjectOf = (work: Work, kind: Kind): Subject => {
    const found = subjects.get(work.database)?.[kind];
    if (!found) throw new Error(`no server for ${work.name}`);
    return found;
  };
  const rows: Row[] = [];
  const ours = new Map<string, Measured>();
  for (const group of groups) {
    say(group.map(({ name }) => name).join(", "));
    const pairs = await measure({ ...args, postgresPid: postgres.pid }, group, subjectOf);
    for (const [i, pair] of pairs.entries()) {
      const work = group[i];
      if (!work) continue;
      rows.push(rowOf(work.name, work.title(subjectOf(work, "muster").facts), work.goal, pair));
      ours.set(work.name, pair.muster);
    }
  }
  const compared = compare(ours);
  if (rows.length > 0) console.log(`\n${render(rows, compared)}`);
  const lists = args.only.has(LISTS) ? await measureLists(subjects) : [];
  if (lists.length > 0) console.log(`\n${renderLists(lists, subjects)}`);
  console.log();
  say(`written: ${await write(args, rows, compared, lists)}`);
}

/** Both servers on a new database: the limit fills its tables, ours are copied from them. */
async function startBoth(
  args: Arguments,
  database: Work["database"],
  postgres: Postgres,
  resources: AsyncDisposableStack,
): Promise<Subjects> {
  const grows = database === "large" && [...args.only].some((name) => name.startsWith("member"));
  const sizes = grows ? SIZES : [];
  const least = grows ? usersFor(Math.max(...SIZES), OUTSIDERS) : 100_000;
  const users = database === "small" ? SMALL : grows ? Math.max(args.users ?? 0, least) : (args.users ?? least);
  say(`filling a directory of ${count(users)} users`);
  const url = await postgres.createDatabase(`bench_${database}`);
  const limit = await startLimit(resources, url, users, sizes);
  const { token, facts } = await fillMuster(url, users, limit.facts);
  const profile = args.profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${args.profile}`];
  const muster = await startMuster(resources, url, profile);
  return {
    url,
    limit: { server: limit.server, token: limit.facts.token, facts },
    muster: { server: muster, token, facts },
  };
}

/** The console's lists come last: they change users to be filtered by. */
async function measureLists(subjects: ReadonlyMap<Work["database"], Subjects>): Promise<ListRow[]> {
  const times = async (database: Work["database"]) => {
    say(`the console's lists, in the ${database} directory`);
    const found = subjects.get(database);
    if (!found) throw new Error(`no server for ${LISTS}`);
    return await timeLists(found.url, found.muster.server);
  };
  return listRows(await times("small"), await times("large"));
}

function renderLists(rows: readonly ListRow[], subjects: ReadonlyMap<Work["database"], Subjects>): string {
  const users = (database: Work["database"]) => count(subjects.get(database)?.muster.facts.users ?? 0);
  return renderTimes([`ms among ${users("small")}`, `among ${users("large")}`], rows);
}

function compare(ours: ReadonlyMap<string, Measured>): ComparisonRow[] {
  return comparisons.flatMap(({ title, of, against, goal }) => {
    const [one, other] = [ours.get(of), ours.get(against)];
    return one && other ? [{ title, times: timesOf(one, other), goal }] : [];
  });
}

async function write(
  args: Arguments,
  rows: readonly Row[],
  compared: readonly ComparisonRow[],
  lists: readonly ListRow[],
): Promise<string> {
  const directory = new URL("results/", import.meta.url);
  await mkdir(directory, { recursive: true });
  const at = new Date().toISOString();
  const file = fileURLToPath(new URL(`${at.replaceAll(":", "-").slice(0, 19)}.json`, directory));
  const machine = { node: process.version, processors: cpus().map(({ model }) => model) };
  const options = { ...args, only: [...args.only] };
  await writeFile(file, `${JSON.stringify({ at, machine, options, rows, comparisons: compared, lists }, null, 2)}\n`);
  return relative(process.cwd(), file);
}

/** Told on stderr: stdout is the table's. */
function say(text: string): void {
  console.error(`[${(process.uptime()).toFixed(0)} s] ${text}`);
}

async function main(): Promise<number> {
  const args = readArguments(process.argv.slice(2));
  if (!args) {
    console.log(HELP);
    return 0;
  }
  const { promise: interrupted, reject } = Promise.withResolvers<never>();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => reject(new Error(`ended by ${signal}`)));
  // Disposed of in the end: the servers, then PostgreSQL, then its directory.
  await using resources = new AsyncDisposableStack();
  await Promise.race([bench(args, resources), interrupted]);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
// Interrupted, it may still be about to start something.
process.exit();
