/**
 * Chaos: identity providers keep their directories in step while the server, its PostgreSQL or both are killed with -9
 * at random moments. In the end every write that was acknowledged must be there, each directory must equal its identity
 * provider's, and changes and requests must agree with the rows.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { random } from "../../simulators/company/random.ts";
import { dialect } from "../../simulators/dialects.ts";
import { Links } from "../../simulators/links/links.ts";
import { simulate } from "../../simulators/simulate.ts";
import { connect, type Sql } from "../../src/db/connect.ts";
import { findRunning } from "../../src/db/embedded/find.ts";
import { disagreements } from "../support/agreement.ts";
import { lostWrites, type Recorder, startRecorder } from "./recorder.ts";
import { type Service, startService, type Victim } from "./service.ts";

export interface ChaosOptions {
  /** An empty data directory. */
  readonly data: string;
  readonly kills: number;
  readonly seed: string;
  /** False: the negative control. PostgreSQL acknowledges what is not on disk yet, as a server that answers before it commits does. */
  readonly isDurable: boolean;
  readonly onKill?: (number: number, victim: Victim, acknowledged: number) => void;
}

export interface ChaosReport {
  readonly kills: Readonly<Record<Victim, number>>;
  /** Writes that were acknowledged. */
  readonly acknowledged: number;
  /** Requests that were sent again, as there was no answer or the answer was 503. */
  readonly repeated: number;
  /** What is not as it should be, a sentence each. */
  readonly findings: readonly string[];
}

const PROVIDERS = [
  { name: "entra", shape: "default" },
  { name: "entra", shape: "aadOptscim062020" },
  { name: "okta", shape: "wizard" },
  { name: "okta", shape: "catalogue" },
  { name: "google", shape: undefined },
] as const;
const VICTIMS: readonly Victim[] = ["server", "PostgreSQL", "both"];
/** A company that is provisioned within seconds, so that many of its rounds are hit. */
const COMPANY = { users: 30, groups: 5, concurrency: 3 };
/** Between a start and the next death, acknowledged writes, at most. */
const MOST_BETWEEN = 150;
/** Nothing is acknowledged for so long: something else is wrong. */
const STALLED_MS = 60_000;

/** Runs until `kills` are done and every directory has come to rest. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const service = await startService(options.data);
  const recorder = await startRecorder(service.port);
  try {
    if (!options.isDurable) await acknowledgeTooEarly(options.data);
    const tokens = await makeOrganizations(service);
    const killing = { isOver: false };
    const kills = killAtRandom(options, service, recorder).finally(() => {
      killing.isOver = true;
    });
    const runs = await Promise.all(
      PROVIDERS.map((_, i) => liveOn(options, `${recorder.address}/scim/v2`, tokens[i] ?? "", i, killing)),
    );
    return {
      kills: await kills,
      acknowledged: recorder.acknowledged.length,
      repeated: runs.reduce((sum, { repeated }) => sum + repeated, 0),
      findings: [...runs.flatMap(({ findings }) => findings), ...(await inDatabase(options.data, recorder))],
    };
  } finally {
    await recorder.stop();
    await service.stop();
  }
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
  killing: { readonly isOver: boolean },
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
      });
      repeated += summary.repeated.lost + summary.repeated.unavailable;
      const tell = (what: string) => `${summary.identityProvider}, round ${rounds}: ${what}`;
      findings.push(...summary.unexpected.map(({ what, example }) => tell(`${what} (${example})`)));
      findings.push(...summary.comparison.differences.map(tell));
    } catch (error) {
      findings.push(`${name}, round ${rounds}: ${error instanceof Error ? error.message : error}`);
      isLast = true;
    }
  }
  return { repeated, findings };
}

/** Kills one after another in turn, each after a random number of further acknowledged writes. */
async function killAtRandom(
  { kills, seed, onKill }: ChaosOptions,
  service: Service,
  { acknowledged }: Recorder,
): Promise<Record<Victim, number>> {
  const done: Record<Victim, number> = { server: 0, PostgreSQL: 0, both: 0 };
  const chance = random(seed, "kills");
  for (let number = 1; number <= kills; number++) {
    const victim = VICTIMS[(number - 1) % VICTIMS.length] as Victim;
    const enough = acknowledged.length + 1 + chance.below(MOST_BETWEEN);
    const deadline = Date.now() + STALLED_MS;
    while (acknowledged.length < enough && Date.now() < deadline) await sleep(1);
    await service.kill(victim);
    done[victim]++;
    onKill?.(number, victim, acknowledged.length);
    await service.ready();
  }
  return done;
}

/** Of an embedded PostgreSQL: what is committed may be lost for ten seconds. */
async function acknowledgeTooEarly(data: string): Promise<void> {
  await look(data, async (sql) => {
    await sql.unsafe("alter system set synchronous_commit = off");
    await sql.unsafe("alter system set wal_writer_delay = '10s'");
    await sql.unsafe("select pg_reload_conf()");
  });
}

async function inDatabase(data: string, { acknowledged }: Recorder): Promise<string[]> {
  return look(data, async (sql) => [...(await lostWrites(sql, acknowledged)), ...(await disagreements(sql))]);
}

async function look<T>(data: string, at: (sql: Sql) => Promise<T>): Promise<T> {
  const connection = await findRunning(data);
  if (!connection) throw new Error("PostgreSQL does not run");
  const sql = connect(connection, { max: 2, applicationName: "test" });
  return at(sql).finally(() => sql.end({ timeout: 1 }));
}
