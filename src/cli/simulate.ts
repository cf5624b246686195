import { text } from "node:stream/consumers";
import { Argument, Command } from "commander";
import type { Away } from "../../simulators/client/client.ts";
import { KINDS, type KindName } from "../../simulators/kinds.ts";
import type { Progress } from "../../simulators/simulate.ts";
import type { Summary } from "../../simulators/summary.ts";
import { CommandFailed, WrongUsage } from "./failure.ts";
import { examples, jsonOption, wholeNumber } from "./help.ts";
import { counted, print, printJson, say } from "./say.ts";

interface Options {
  readonly url: string;
  readonly token?: string;
  readonly oldToken?: string;
  readonly users: number;
  readonly groups: number;
  readonly rounds: number;
  readonly concurrency: number;
  readonly shape?: string;
  readonly match?: string;
  readonly seed: string;
  readonly domain: string;
  readonly rate?: number;
  readonly state?: string;
  readonly json?: true;
}

const SHAPES = choices("shapes");
const MATCHES = choices("matches");

/** `muster simulate IDP`: what it does is in simulators/. */
export const simulate = new Command("simulate")
  .description(
    "Plays an identity provider against a SCIM endpoint, ours or another: it walks a company through its life (hire, " +
      "change, rename, move between groups, leave, come back, delete), then reads the directory back and proves it " +
      "equal to its own, or lists the differences and exits with 1. Give it an organization of its own to write to.",
  )
  .addArgument(new Argument("<IDP>", "the identity provider").choices(Object.keys(KINDS)))
  .requiredOption("--url <URL>", "the endpoint (Tenant URL), as it is pasted into an identity provider")
  .option(
    "--token <TOKEN>",
    "its token, or - to read it from stdin (better: MUSTER_SCIM_TOKEN, which ps does not show)",
  )
  .option("--users <N>", "people in the company when it is founded", wholeNumber(1, 1_000_000), 500)
  .option("--groups <N>", "its groups", wholeNumber(0, 100_000), 40)
  .option("--rounds <N>", "rounds of life after the first cycle", wholeNumber(0, 1_000), 3)
  .option("--concurrency <N>", "requests at a time", wholeNumber(1, 1_000), 8)
  .option("--shape <SHAPE>", `how it writes (${SHAPES})`)
  .option("--match <ATTRIBUTE>", `how it finds a user that is there already (${MATCHES})`)
  .option("--seed <TEXT>", "the same seed founds the same company, and lets it live the same life", "1")
  .option("--domain <DOMAIN>", "of all addresses; the organization must have it", "example.com")
  .option("--rate <N>", "at most so many requests a second", wholeNumber(1, 100_000))
  .option(
    "--old-token <TOKEN>",
    "a token that was replaced: it must be refused all the time (or MUSTER_OLD_SCIM_TOKEN)",
  )
  .option("--state <FILE>", "keep in this file what was provisioned, so that it goes on when it is started again")
  .addOption(jsonOption())
  .addHelpText(
    "after",
    "\nIt exits with 0 when the directories are equal and nothing unexpected was answered. While the server is away it " +
      "tries again, as the identity provider does, for two minutes. The token is never written into the state.",
  )
  .addHelpText(
    "after",
    examples(
      "./muster simulate entra --url http://localhost:8080/scim/v2 --users 50 --groups 5",
      "./muster simulate entra --shape aadOptscim062020 --url http://localhost:8080/scim/v2 --state entra.state",
      "./muster token refresh acme --yes | ./muster simulate entra --url http://localhost:8080/scim/v2 --token -",
    ),
  )
  .action(act);

/** Where an identity provider leaves a choice, by its name; the first is the default. */
function choices(of: "shapes" | "matches"): string {
  const names = Object.entries(KINDS).map(([name, kind]) => ({ name, all: kind[of] as readonly string[] }));
  return names.flatMap(({ name, all }) => (all.length > 1 ? [`${name}: ${all.join(", ")}`] : [])).join("; ");
}

async function act(name: KindName, options: Options): Promise<void> {
  // Loaded here: no other command needs them.
  const [
    { dialect, NoSuchDialect },
    { openJournal, WrongJournal },
    { simulate: run },
    { inWords, isAsExpected },
    client,
  ] = await Promise.all([
    import("../../simulators/dialects.ts"),
    import("../../simulators/links/journal.ts"),
    import("../../simulators/simulate.ts"),
    import("../../simulators/summary.ts"),
    import("../../simulators/client/client.ts"),
  ]);
  const { users, groups, domain, seed, state } = options;
  const url = readUrl(options.url);
  const token = await readToken(options.token);
  await using parts = new AsyncDisposableStack();
  const bar = parts.adopt(progressLine(), ({ clear }) => clear());
  try {
    const idp = dialect(name, options.shape, options.match);
    // Ids are one server's, and behind another path another's.
    const endpoint = url.origin + url.pathname.replace(/\/+$/, "");
    const identity = { "identity provider": idp.title, URL: endpoint, seed, users, groups, domain };
    const journal = state === undefined ? undefined : parts.adopt(openJournal(state, identity), ({ close }) => close());
    if (journal?.isResumed) say(`Going on where ${state} was left.`);
    if (groups > 0 && !idp.hasGroups) say(`${idp.title} sends no groups: only people are provisioned.`);
    const old = options.oldToken ?? (process.env.MUSTER_OLD_SCIM_TOKEN || undefined);
    const links = journal && { links: journal.links };
    const onAway = ({ why, patience }: Away) => {
      bar.clear();
      say(`The server cannot be reached (${why}): it is tried again for ${Math.round(patience / 1_000)} seconds.`);
    };
    const hears = { onProgress: bar.show, onAway };
    const summary = await run({ ...options, ...links, ...hears, url, token, oldToken: old, dialect: idp });
    bar.clear();
    if (options.json) printJson(summary);
    else print(inWords(summary));
    if (!isAsExpected(summary)) throw new CommandFailed(whatIsWrong(summary));
  } catch (error) {
    bar.clear();
    if (error instanceof NoSuchDialect || error instanceof WrongJournal) throw new WrongUsage(error.message);
    if (error instanceof client.Refused)
      throw new CommandFailed(
        `${error.message}: ${error.isAsElsewhere ? whereElse(url) : "see that the URL and the token are right."}`,
      );
    if (!(error instanceof client.Unreachable)) throw error;
    const again = state === undefined ? "" : " Start it again with the same --state to go on.";
    throw new CommandFailed(`${error.message}${again}`);
  }
}

/** The endpoint's address. @throws WrongUsage when it is none */
function readUrl(written: string): URL {
  const url = URL.parse(written);
  if (url && /^https?:$/.test(url.protocol) && url.search === "" && url.username === "") return url;
  throw new WrongUsage("--url should be the endpoint's address, like http://localhost:8080/scim/v2.");
}

/** What to do where something else than a SCIM endpoint answers at `url`. */
function whereElse(url: URL): string {
  const path = url.pathname.replace(/\/+$/, "");
  return path.endsWith("/scim/v2")
    ? "no SCIM endpoint answers there; see that the URL is right."
    : `no SCIM endpoint answers there; end the URL with /scim/v2, as Muster's does: ${url.origin}${path.replace(/\/scim$/, "")}/scim/v2`;
}

/** The token: from the command line, stdin or the environment. @throws WrongUsage when there is none */
async function readToken(written: string | undefined): Promise<string> {
  const token = (written === "-" ? await text(process.stdin) : (written ?? process.env.MUSTER_SCIM_TOKEN ?? "")).trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new WrongUsage("There is no token: set MUSTER_SCIM_TOKEN, or give --token TOKEN, or pipe it into --token -.");
}

function whatIsWrong(summary: Summary): string {
  const { comparison, unexpected, cycles } = summary;
  const answers = unexpected.reduce((sum, { count }) => sum + count, 0);
  const wrong = [
    ...(comparison.differences.length > 0 ? [counted(comparison.differences.length, "difference")] : []),
    ...(answers > 0 ? [counted(answers, "unexpected answer")] : []),
    ...(cycles.some(({ quarantined }) => quarantined !== undefined) ? ["quarantined"] : []),
  ];
  return [`The server is not as it should be: ${wrong.join(", ")}.`, ...excuses(summary)].join(" ");
}

/** What it may be that is not the server's fault. */
function excuses({ comparison, unexpected }: Summary): string[] {
  const was = (wanted: number) => unexpected.some(({ status }) => status === wanted);
  return [
    ...(was(403) ? ["Where it refuses addresses: is --domain one of the organization's domains?"] : []),
    ...(comparison.others > 0 && was(409)
      ? [`The directory was not empty (${counted(comparison.others, "resource")}): give it an organization of its own.`]
      : []),
  ];
}

/** Where it is: on a terminal a line that is written over, else a line for each round. */
function progressLine(): { show(progress: Progress): void; clear(): void } {
  const { stderr } = process;
  let [shownAt, round, isShown] = [0, -1, false];
  return {
    show(progress) {
      if (!stderr.isTTY) {
        if (round !== progress.round) say(`${roundInWords(progress)} …`);
        round = progress.round;
      } else if (performance.now() - shownAt >= 100) {
        shownAt = performance.now();
        isShown = true;
        stderr.write(`\r${lineOf(progress).slice(0, stderr.columns - 1)}\x1b[K`);
      }
    },
    clear() {
      if (isShown) stderr.write("\r\x1b[K");
      isShown = false;
    },
  };
}

function roundInWords({ round, rounds }: Progress): string {
  return round === 0 ? "First cycle" : `Round ${round} of ${rounds}`;
}

function lineOf(progress: Progress): string {
  const { phase, done, tasks, rate, unexpected } = progress;
  const filled = Math.round((20 * done) / tasks);
  const bar = "█".repeat(filled) + "░".repeat(20 - filled);
  const counts = `${done.toLocaleString("en-US")} of ${tasks.toLocaleString("en-US")}`;
  return `${roundInWords(progress)}  ${phase} ${bar} ${counts}  ${Math.round(rate)}/s  ${unexpected} unexpected`;
}
