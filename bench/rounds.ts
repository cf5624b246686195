/** Rounds of load on the two servers in turn, and what they come to. */

import { ask, run } from "./load.ts";
import { processorTime, processorTimeOfTree } from "./processor.ts";
import type { Kind } from "./servers.ts";
import type { Subject, Work } from "./works.ts";

export interface Plan {
  readonly rounds: number;
  readonly roundMs: number;
  readonly warmUpMs: number;
  /** Requests before V8 and PostgreSQL have settled on how to do a work. */
  readonly warmUpRequests: number;
  readonly concurrency: number;
  /** PostgreSQL's main process. */
  readonly postgresPid: number;
}

/** What one server did with one work. */
export interface Measured {
  /** Requests per second of each round. */
  readonly rates: number[];
  /** Of all requests, milliseconds. */
  readonly latencies: number[];
  requests: number;
  /** Processor time of the server's process, milliseconds. */
  serverMs: number;
  /** Processor time of PostgreSQL meanwhile. */
  postgresMs: number;
  /** Processor time of the load, in this process. */
  loadMs: number;
}

export type Pair = Readonly<Record<Kind, Measured>>;

const KINDS = ["limit", "muster"] as const;

/** Runs works in turn, each on both servers in turn, round after round. @returns one pair for each work */
export async function measure(
  plan: Plan,
  works: readonly Work[],
  subjectOf: (work: Work, kind: Kind) => Subject,
): Promise<Pair[]> {
  const lanes = works.map((work) => {
    const lane = (kind: Kind) => {
      const subject = subjectOf(work, kind);
      const concurrency = work.oneByOne ? 1 : plan.concurrency;
      return {
        server: subject.server,
        next: work.requests(subject),
        proof: work.proof,
        concurrency,
        measured: nothing(),
      };
    };
    return { limit: lane("limit"), muster: lane("muster") };
  });
  for (const lane of lanes) {
    for (const kind of KINDS) {
      const { server, next, proof, concurrency } = lane[kind];
      const answer = await ask(server.port, next());
      if (proof?.test(answer) === false) throw new Error(`The ${kind} answered ${answer}, and not ${proof}.`);
      await run({
        port: server.port,
        concurrency,
        durationMs: plan.warmUpMs,
        atLeast: plan.warmUpRequests / (concurrency === 1 ? 5 : 1),
        next,
      });
    }
  }
  for (let round = 0; round < plan.rounds; round++) {
    for (const lane of lanes) {
      // Who goes first changes, so that neither always finds what the other has left behind.
      for (const kind of round % 2 ? KINDS.toReversed() : KINDS) {
        const { server, next, concurrency, measured } = lane[kind];
        const before = await processorTimes(server.pid, plan.postgresPid);
        const result = await run({ port: server.port, concurrency, durationMs: plan.roundMs, next });
        const after = await processorTimes(server.pid, plan.postgresPid);
        measured.rates.push((result.requests / result.durationMs) * 1000);
        for (const latency of result.latencies) measured.latencies.push(latency);
        measured.requests += result.requests;
        measured.serverMs += after.server - before.server;
        measured.postgresMs += after.postgres - before.postgres;
        measured.loadMs += after.load - before.load;
      }
    }
  }
  return lanes.map(({ limit, muster }) => ({ limit: limit.measured, muster: muster.measured }));
}

function nothing(): Measured {
  return { rates: [], latencies: [], requests: 0, serverMs: 0, postgresMs: 0, loadMs: 0 };
}

async function processorTimes(serverPid: number, postgresPid: number) {
  const { user, system } = process.cpuUsage();
  const [server, postgres] = await Promise.all([processorTime(serverPid), processorTimeOfTree(postgresPid)]);
  return { server, postgres, load: (user + system) / 1000 };
}
