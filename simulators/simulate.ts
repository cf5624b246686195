/** A run: a company is founded and lives, and its identity provider keeps a server in step with it; in the end both are compared. */

import { atOnce } from "./at-once.ts";
import { type Away, Client, Quarantined, Refused } from "./client/client.ts";
import { Figures } from "./client/figures.ts";
import { openLine, USER_AGENT } from "./client/line.ts";
import type { Company } from "./company/company.ts";
import { found, type Plan } from "./company/found.ts";
import { type Happened, live } from "./company/life.ts";
import { type Comparison, compare, idsOf, uncompared } from "./directory/read.ts";
import type { Dialect, IdentityProvider, Phase, Task } from "./identity-provider.ts";
import { Links } from "./links/links.ts";
import { type OldToken, oldToken } from "./old-token.ts";
import { Pace, type Speed } from "./pace.ts";
import type { Summary } from "./summary.ts";

export interface Run extends Plan {
  /** The endpoint: what precedes /Users. */
  readonly url: URL;
  readonly token: string;
  readonly oldToken?: string | undefined;
  readonly dialect: Dialect;
  /** Rounds of life, each with a cycle, after the first cycle. */
  readonly rounds: number;
  readonly concurrency: number;
  /** At most so many requests a second. */
  readonly rate?: number | undefined;
  /** A server that is away for so long is given up, milliseconds. */
  readonly patience?: number;
  /** Ends it early, with what it was aborted with. */
  readonly signal?: AbortSignal;
  /** What is remembered, and where to: nothing, and nowhere, unless given. */
  readonly links?: Links;
  /** The company as its last run with these links has left it: founded, and lived through so far, unless given. */
  readonly company?: Company;
  /** False: the directory is not read back, neither before nor after; what is left undone is told all the same. */
  readonly compares?: boolean;
  readonly onProgress?: (progress: Progress) => void;
  /** Hears once each time that the server is away, and is tried again. */
  readonly onAway?: (away: Away) => void;
}

/** Where a run is. */
export interface Progress {
  readonly round: number;
  readonly rounds: number;
  readonly phase: string;
  readonly done: number;
  readonly tasks: number;
  readonly requests: number;
  readonly unexpected: number;
  /** Requests a second, of this phase. */
  readonly rate: number;
}

const PATIENCE_MS = 120_000;
const AUDITOR = { read: { "user-agent": USER_AGENT, accept: "application/scim+json" }, write: {} };

/**
 * Runs from where it was left to the end.
 * @throws Refused when the server refuses already the test of the connection; Unreachable when it is away for too long;
 * an AbortError when `signal` says so
 */
export async function simulate(run: Run): Promise<Summary> {
  const start = performance.now();
  const figures = new Figures();
  const line = openLine(run.url, run.concurrency);
  const { token, rate, signal, onAway, patience = PATIENCE_MS, links = new Links(), compares = true } = run;
  // Of a server that was provisioned before, the address is right.
  const isKnown = links.before !== undefined;
  const connection = { line, token, figures, patience, signal, onAway, isKnown };
  const client = new Client({ ...run.dialect.wire, ...connection, rate });
  // Who looks at the directory is no identity provider.
  const auditor = new Client({ ...run.dialect.wire, ...connection, headers: AUDITOR, rate: undefined });
  const old = oldToken(line, run.oldToken, figures);
  try {
    const { company = found(run) } = run;
    const provider = run.dialect.provider(client, links, company);
    await provider.testConnection();
    if (compares) await rememberWhatWasThere(auditor, links, provider);
    const cycles = await liveThrough({ run, client, links, company, provider, old });
    await old.last();
    const comparison = compares ? await compare(auditor, links, provider.provisioned) : uncompared(links);
    const undone = provider.phases.flatMap(({ tasks }) => tasks(company)).map(({ what }) => `Not done: ${what}.`);
    return summed(run, figures, cycles, { ...comparison, differences: [...undone, ...comparison.differences] }, start);
  } finally {
    line.close();
  }
}

/** What is in the directory before the first cycle is none of the company's, unless matching finds it. */
async function rememberWhatWasThere(client: Client, links: Links, { provisioned }: IdentityProvider): Promise<void> {
  if (links.before) return;
  const groups = provisioned.groups ? await idsOf(client, "/Groups") : [];
  links.remember(["before", await idsOf(client, "/Users"), groups]);
}

interface Parts {
  readonly run: Run;
  readonly client: Client;
  readonly links: Links;
  readonly company: Company;
  readonly provider: IdentityProvider;
  readonly old: OldToken;
}

export interface Cycle {
  readonly round: number;
  /** Undefined in the first. */
  readonly happened: Happened | undefined;
  readonly speeds: readonly Speed[];
  /** Why it was ended early; undefined when it came to its end. */
  readonly quarantined: string | undefined;
}

/** Lives through what was lived before, and provisions from there on. */
async function liveThrough(parts: Parts): Promise<Cycle[]> {
  const { run, links, company } = parts;
  const cycles: Cycle[] = [];
  // Of a company that has lived longer than is asked for, nothing is taken back.
  const last = Math.max(run.rounds, links.round ?? 0);
  for (let round = 0; round <= last; round++) {
    const happened = round <= company.round ? undefined : live(company);
    const isBehind = links.round !== undefined && (round < links.round || (round === links.round && links.isDone));
    if (isBehind) continue;
    links.isRedoing = links.round === round;
    if (!links.isRedoing) links.remember(["round", round]);
    const cycle = await provision(parts, round, happened);
    cycles.push(cycle);
    if (cycle.quarantined !== undefined) break;
    links.remember(["done", round]);
    links.isRedoing = false;
  }
  return cycles;
}

/** One cycle: all that differs, phase by phase. */
async function provision(parts: Parts, round: number, happened: Happened | undefined): Promise<Cycle> {
  const { client, provider } = parts;
  const speeds: Speed[] = [];
  client.startCycle();
  try {
    await provider.beginCycle?.();
    for (const phase of provider.phases) {
      const speed = await goThrough(parts, round, phase);
      if (speed.tasks > 0) speeds.push(speed);
    }
    return { round, happened, speeds, quarantined: undefined };
  } catch (error) {
    if (!(error instanceof Quarantined)) throw error;
    return { round, happened, speeds, quarantined: error.message };
  }
}

async function goThrough({ run, client, company, old }: Parts, round: number, phase: Phase): Promise<Speed> {
  const { figures } = client;
  const tasks = phase.tasks(company);
  const pace = new Pace(phase.name, tasks.length, () => figures.requests);
  const tell = () =>
    run.onProgress?.({
      round,
      rounds: run.rounds,
      phase: phase.name,
      done: pace.done,
      tasks: tasks.length,
      requests: figures.requests,
      unexpected: figures.unexpectedCount,
      rate: pace.rate(),
    });
  await atOnce(run.concurrency, tasks, async (task) => {
    await done(task);
    pace.step();
    tell();
    await old.probe();
  });
  return pace.speed(round === 0 && phase.isEven === true);
}

/** A refusal ends a piece of work, and not the cycle. */
async function done(task: Task): Promise<void> {
  try {
    await task.run();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}

function summed(run: Run, figures: Figures, cycles: readonly Cycle[], comparison: Comparison, start: number): Summary {
  const seconds = (performance.now() - start) / 1000;
  const rate = figures.requests / seconds;
  return {
    identityProvider: run.dialect.title,
    seed: run.seed,
    seconds,
    requests: figures.requests,
    rate,
    // Who asked for less gets less.
    leastRate: run.rate === undefined ? run.dialect.leastRate : undefined,
    repeated: figures.repeated,
    cycles,
    times: figures.times(),
    unexpected: figures.allUnexpected,
    comparison,
    isEqual: comparison.differences.length === 0,
  };
}
