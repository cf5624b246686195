/**
 * Chaos: identity providers keep their directories in step while the server, its PostgreSQL or both are killed with -9
 * at random moments. In the end every write that was acknowledged must be there, each directory must equal its identity
 * provider's, and changes and requests must agree with the rows.
 */

import { setMaxListeners } from "node:events";
import { dialect } from "../../simulators/dialects.ts";
import { Links } from "../../simulators/links/links.ts";
import { simulate } from "../../simulators/simulate.ts";
import { connect, type Sql } from "../../src/db/connect.ts";
import { findRunning } from "../../src/db/embedded/find.ts";
import { disagreements } from "../support/agreement.ts";
import { type KillingOptions, killAtRandom } from "./killing.ts";
import { lostWrites, type Recorder, startRecorder } from "./recorder.ts";
import { type Service, startService, type Victim } from "./service.ts";

/** By name: the fault that a control has. */
export const CONTROLS = {
  /** PostgreSQL acknowledges what is not on disk yet. */
  undurable: "PostgreSQL acknowledges commits that are not on disk yet",
  /** The recorder answers in the server's place, and passes the request on afterwards. */
  hasty: "changes of users are answered before they are committed",
} as const;
export type Control = keyof typeof CONTROLS;

export interface ChaosOptions extends KillingOptions {
  /** An empty data directory. */
  readonly data: string;
  /** A negative control, which must be caught. */
  readonly control?: Control | undefined;
}

export interface ChaosReport {
  readonly kills: Readonly<Record<Victim, number>>;
  /** Writes that were acknowledged. */
  readonly acknowledged: number;
  /** Requests that were sent again, as there was no answer or the answer was 503. */
  readonly repeated: number;
  /** The acknowledged writes that are lost, a sentence each. */
  readonly lost: readonly string[];
  /** What is not as it should be, a sentence each; the lost writes among it. */
  readonly findings: readonly string[];
}

/** Whether nothing was found; in a control, whether lost writes were, for which alone it is made. */
export function isAsItShouldBe({ lost, findings }: ChaosReport, isControl: boolean): boolean {
  return isControl ? lost.length > 0 : findings.length === 0;
}

const PROVIDERS = [
  { name: "entra", shape: "default" },
  { name: "entra", shape: "aadOptscim062020" },
  { name: "okta", shape: "wizard" },
  { name: "okta", shape: "catalogue" },
  { name: "google", shape: undefined },
] as const;
/** A company that is provisioned within seconds, so that many of its rounds are hit. */
const COMPANY = { users: 30, groups: 5, concurrency: 3 };
/** Runs until `kills` are done and every directory has come to rest. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  await using parts = new AsyncDisposableStack();
  const service = parts.adopt(await startService(options.data), ({ stop }) => stop().then(() => {}));
  const recorder = parts.adopt(await startRecorder(service.port, options.control === "hasty"), ({ stop }) => stop());
  if (options.control === "undurable") await acknowledgeTooEarly(options.data);
  const tokens = await makeOrganizations(service);
  const { killing, killed } = beginKilling(options, service, recorder);
  const living = PROVIDERS.map((_, i) => liveOn(options, `${recorder.address}/scim/v2`, tokens[i] ?? "", i, killing));
  const [{ kills, findings }, ...runs] = await Promise.all([killed, ...living]);
  await recorder.settled();
  const { lost, disagreeing } = await inDatabase(options.data, recorder);
  return {
    kills,
    acknowledged: recorder.acknowledged.length,
    repeated: runs.reduce((sum, { repeated }) => sum + repeated, 0),
    lost,
    findings: [...findings, ...runs.flatMap((run) => run.findings), ...lost, ...disagreeing],
  };
}

/** What the identity providers know of it. */
interface Killing {
  isOver: boolean;
  /** Aborted when the service is given up: nobody need wait for it. */
  readonly signal: AbortSignal;
}

function beginKilling(options: ChaosOptions, service: Service, { acknowledged, early }: Recorder) {
  const givenUp = new AbortController();
  // All that wait, in all identity providers, listen to it.
  setMaxListeners(0, givenUp.signal);
  const killing: Killing = { isOver: false, signal: givenUp.signal };
  // A hasty answer is to be met on its way: right after one.
  const counted = options.control === "hasty" ? early : acknowledged;
  const killed = killAtRandom(options, service, counted).then((end) => {
    killing.isOver = true;
    if (end.findings.length > 0) givenUp.abort();
    return end;
  });
  return { killing, killed };
}

/** One for each provider, with its domain; their tokens. */
async function makeOrganizations(service: Service): Promise<string[]> {
  const tokens: string[] = [];
  for (const [i] of PROVIDERS.entries()) {
    await service.muster("organization", "create", `Chaos ${i}`, "--admin", `ann@${domainOf(i)}`);
    tokens.push((await service.muster("domain", "add", `chaos-${i}`, domainOf(i))).trim());
  }
  return tokens;
}

function domainOf(provider: number): string {
  return `chaos${provider}.example`;
}

/** Lets a company live round after round until the killing is over, and one more in peace. What was wrong then. */
async function liveOn(
  { seed }: ChaosOptions,
  url: string,
  token: string,
  provider: number,
  killing: Readonly<Killing>,
): Promise<{ repeated: number; findings: string[] }> {
  const { name, shape } = PROVIDERS[provider] as (typeof PROVIDERS)[number];
  const links = new Links();
  const findings: string[] = [];
  let [repeated, rounds, isLast] = [0, 0, false];
  while (!isLast) {
    isLast = killing.isOver;
    rounds += 1;
    try {
      const summary = await simulate({
        ...COMPANY,
        url: new URL(url),
        token,
        dialect: dialect(name, shape, undefined),
        domain: domainOf(provider),
        seed,
        rounds,
        links,
        signal: killing.signal,
      });
      repeated += summary.repeated.lost + summary.repeated.unavailable;
      const tell = (what: string) => `${summary.identityProvider}, round ${rounds}: ${what}`;
      findings.push(...summary.unexpected.map(({ what, example }) => tell(`${what} (${example})`)));
      findings.push(...summary.comparison.differences.map(tell));
    } catch (error) {
      if (!killing.signal.aborted)
        findings.push(`${name}, round ${rounds}: ${error instanceof Error ? error.message : error}`);
      isLast = true;
    }
  }
  return { repeated, findings };
}

/** Of an embedded PostgreSQL: what is committed may be lost for ten seconds. */
async function acknowledgeTooEarly(data: string): Promise<void> {
  await look(data, async (sql) => {
    await sql.unsafe("alter system set synchronous_commit = off");
    await sql.unsafe("alter system set wal_writer_delay = '10s'");
    await sql.unsafe("select pg_reload_conf()");
  });
}

/** A PostgreSQL that is not there has lost all. */
async function inDatabase(data: string, { acknowledged }: Recorder) {
  return look(data, async (sql) => ({
    lost: await lostWrites(sql, acknowledged),
    disagreeing: await disagreements(sql),
  })).catch((error: unknown) => ({ lost: [], disagreeing: [`The database can't be looked at: ${error}`] }));
}

async function look<T>(data: string, at: (sql: Sql) => Promise<T>): Promise<T> {
  const connection = await findRunning(data);
  if (!connection) throw new Error("PostgreSQL does not run");
  const sql = connect(connection, { max: 2, applicationName: "test" });
  return at(sql).finally(() => sql.end({ timeout: 1 }));
}
