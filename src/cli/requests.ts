import { Command } from "commander";
import { lookedBackTo, whomNames } from "../activity/about.ts";
import type { CountedMinute } from "../activity/counted-minutes.ts";
import { countedMinutes } from "../activity/counted-minutes.ts";
import { fold, type Line } from "../activity/fold.ts";
import { followRequests } from "../activity/follow.ts";
import { type ExplainedRequest, listRequests as list, type Reader, type Wanted } from "../activity/list-requests.ts";
import { changedNothing, untoldInWords, untoldOf } from "../activity/look-ups.ts";
import { readLog } from "../activity/read-log.ts";
import { asArgument, quoted } from "../activity/shell-word.ts";
import type { Sql } from "../db/connect.ts";
import type { RequestId } from "../db/ids.ts";
import { withDatabase } from "./database.ts";
import { WrongUsage } from "./failure.ts";
import { examples, jsonOption, wholeNumber } from "./help.ts";
import { INDENT, idOption, readingLogs, searchedBackTo } from "./log-options.ts";
import { organizationArgument, organizationOf } from "./organization-argument.ts";
import { print, printJson, printJsonLine, say, time } from "./say.ts";
import { sinceOption, untilOption } from "./time-option.ts";

interface Options {
  readonly follow?: true;
  readonly refused?: true;
  readonly about?: string;
  readonly since?: Date;
  readonly until?: Date;
  readonly all?: true;
  readonly each?: true;
  readonly limit: number;
  readonly after?: string;
  readonly json?: true;
}

/** `muster requests ORG` */
export const listRequests = new Command("requests")
  .description(
    "What the identity provider changed, and what was refused with what to do, each in a sentence, the newest first; " +
      "look-ups are counted. Like requests are one line.",
  )
  .addArgument(organizationArgument())
  .option("--all", "also what only looked something up, or changed nothing")
  .option("--refused", "only what was refused")
  .option("--about <TEXT>", "only what is about a person, a group, an address or a path")
  .addOption(sinceOption())
  .addOption(untilOption())
  .option("--follow", "go on with new ones as they come, the newest last, until Ctrl-C")
  .option("--each", "a line for each request")
  .option("--limit <N>", "at most so many lines, up to 1,000", wholeNumber(1, 1_000), 50)
  .option("--after <CURSOR>", "continue after this request, the last of the page before", idOption)
  .addOption(jsonOption())
  .addHelpText(
    "after",
    "\nA page looks through 20,000 requests at most for those that are no look-ups; --about and --json leave none out." +
      "\nWith --about: all that changed the person or group; all that moved them into a group where they still are, or out of" +
      "\none among the latest 20,000 changes; and what else has the text among the latest 20,000 requests and the latest" +
      "\n20,000 refusals. With --json: each request by itself, with its body (secrets removed) and its changes;" +
      "\nwith --follow a line each.",
  )
  .addHelpText(
    "after",
    examples(
      "./muster requests acme",
      "./muster requests acme --all",
      "./muster requests acme --refused --since yesterday",
      "./muster requests acme --about ann@example.com",
      "./muster requests acme --follow",
    ),
  )
  .action((org: string, options: Options, command: Command) => {
    checkTogether(options, command);
    const need = { ofServer: options.follow };
    return withDatabase(async (sql) => {
      const reader = await organizationOf(sql, org);
      if (options.follow) return follow(sql, reader, options);
      const about = options.about === undefined ? undefined : await whomNames(sql, reader.id, options.about);
      const { refused, since, until, limit } = options;
      const withoutLookUps = leavesOutLookUps(options);
      const after = options.after as RequestId | undefined;
      const wanted: Wanted = { refused, since, until, limit, about, after, withoutLookUps };
      if (options.json) return printJson(await readingLogs(sql, () => asJson(sql, reader, wanted)));
      const { lines, counted, untold, next } = await readingLogs(sql, () =>
        readLog(sql, reader, wanted, { each: options.each }),
      );
      const more = untoldInWords(untold);
      if (lines.length + counted.length === 0 && more === "") return say(await nothing(sql, reader, wanted));
      for (const line of inOrder(lines, counted)) printLine(line);
      if (more !== "") printUntold(lines.length + counted.length === 0 ? more : `and ${more}`);
      if (next !== undefined) say(`There are more: ${again(reader, options)} --after ${next}`);
    }, need);
  });

/** What is about somebody is little, and there a look-up says something; refusals are none. */
function leavesOutLookUps({ all, about, refused, json }: Options): boolean {
  return !(all || refused || json || about !== undefined);
}

async function asJson(sql: Sql, reader: Reader, wanted: Wanted) {
  const { requests, next } = await list(sql, reader, wanted);
  const isWhole = wanted.about === undefined && wanted.since === undefined && wanted.until === undefined;
  const counts = isWhole ? await countedMinutes(sql, reader.id, { ...wanted, next }) : [];
  return { requests: requests.map(requestAsJson), counted: counts, next: next ?? null };
}

function requestAsJson({ sentence, provider, names: _, ...request }: ExplainedRequest) {
  const { text, fix } = sentence;
  return { sentence: text, fix: fix ?? null, provider: provider ?? null, ...request };
}

/** One after the other; what else a minute had, below its requests. */
function inOrder(lines: readonly Line<ExplainedRequest>[], counted: readonly CountedMinute[]) {
  return [
    ...lines.map((line) => ({ ...line, at: line.to.getTime() })),
    ...counted.map((one) => ({ ...one, at: one.minute.getTime() - 1 })),
  ].sort((a, b) => b.at - a.at);
}

function printLine(line: Line<ExplainedRequest> | CountedMinute): void {
  if (!("requests" in line)) {
    print(`${time(line.minute).slice(0, 16)} UTC  ${line.text}`, line.refused ? "red" : "dim");
    return;
  }
  print(`${span(line)}  ${line.text}`, line.refused ? "red" : undefined);
  if (line.fix !== undefined) print(`${INDENT}${line.fix}`);
  const notes = new Set(line.requests.flatMap((request) => request.notes ?? []));
  for (const note of [...notes].slice(0, 3)) print(`${INDENT}${note.replace(/\s+/g, " ")}`, "dim");
}

function printUntold(words: string): void {
  print(`${words}; --all shows them`, "dim");
}

/** When: of a run since when, too. */
function span({ from, to }: Line<ExplainedRequest>): string {
  const [begin, end] = [time(from), time(to)];
  if (begin === end) return end;
  // Of the same day, the time says it.
  return begin.slice(0, 10) === end.slice(0, 10)
    ? `${begin.slice(0, 19)}–${end.slice(11)}`
    : `${begin.slice(0, 19)}–${end}`;
}

/** While a provider only looks things up, that is said so often. */
const UNTOLD_EVERY_MS = 10_000;

async function follow(sql: Sql, reader: Reader, options: Options): Promise<void> {
  const { about, json, refused, each } = options;
  const notices = {
    ready: () => say(`Waiting for requests to ${reader.shortName}; Ctrl-C ends it.`),
    away: () => say("The database cannot be reached; waiting for it."),
    back: () => say("The database is back."),
  };
  const signal = new AbortController().signal;
  let untold: ExplainedRequest[] = [];
  let toldAt = Number.NEGATIVE_INFINITY;
  for await (const batch of followRequests(sql, reader, { refused, about }, signal, notices)) {
    const requests = leavesOutLookUps(options) ? batch.filter((request) => !changedNothing(request)) : batch;
    if (json) for (const request of requests) printJsonLine(requestAsJson(request));
    else if (each) for (const request of requests) for (const line of fold([request])) printLine(line);
    else for (const line of fold(requests.toReversed()).reverse()) printLine(line);
    if (requests.length < batch.length) untold.push(...batch.filter((request) => !requests.includes(request)));
    if (untold.length === 0 || performance.now() - toldAt < UNTOLD_EVERY_MS) continue;
    printUntold(`and ${untoldInWords(untoldOf(untold))}`);
    [untold, toldAt] = [[], performance.now()];
  }
}

/** @throws WrongUsage for options that make no sense together */
function checkTogether({ follow: follows, since, until, after }: Options, command: Command): void {
  if (!follows) return;
  const limit = command.getOptionValueSource("limit") === "cli" ? true : undefined;
  const other = Object.entries({ since, until, after, limit }).find(([, value]) => value !== undefined)?.[0];
  if (other !== undefined) throw new WrongUsage(`--follow shows what comes; it can't be combined with --${other}.`);
}

/** What is said where there is none: of which there is none. */
async function nothing(sql: Sql, { id, shortName }: Reader, wanted: Wanted): Promise<string> {
  const { refused, about, since, until, after } = wanted;
  const what = refused ? "refusal" : "request";
  const when = [since && ` since ${time(since)}`, until && ` before ${time(until)}`].filter((one) => one !== undefined);
  if (about !== undefined) {
    const further = searchedBackTo(await lookedBackTo(sql, id, wanted), refused ? "refusals" : "requests");
    const none = `There is no ${after === undefined ? "" : "further "}${what} about ${about.text}${when.join("")}.`;
    return `${none}${further} ./muster why ${shortName} ${asArgument(about.text)} says more.`;
  }
  if (after !== undefined) return `There is no further ${what}${when.join("")}.`;
  if (when.length > 0) return `There is no ${what}${when.join("")}.`;
  return refused
    ? "Nothing was refused."
    : "There is no request. Nothing has arrived yet, or the token is not one that this server knows.";
}

function again({ shortName }: Reader, { all, refused, about, each, since, until, limit }: Options): string {
  return [
    `./muster requests ${shortName}`,
    ...(all ? ["--all"] : []),
    ...(refused ? ["--refused"] : []),
    ...(about === undefined ? [] : [`--about ${quoted(about)}`]),
    ...(since === undefined ? [] : [`--since ${since.toISOString()}`]),
    ...(until === undefined ? [] : [`--until ${until.toISOString()}`]),
    ...(each ? ["--each"] : []),
    ...(limit === 50 ? [] : [`--limit ${limit}`]),
  ].join(" ");
}
