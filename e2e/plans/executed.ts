/** The plans that PostgreSQL really used for a database's statements, as its auto_explain writes them to its log. */

import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "../../src/db/connect.ts";

interface Node {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly "Index Cond"?: string;
  readonly "Shared Hit Blocks"?: number;
  readonly "Shared Read Blocks"?: number;
  readonly Plans?: readonly Node[];
}

export interface Executed {
  readonly text: string;
  /** "Seq Scan on users": what is read whole. */
  readonly wholeTables: readonly string[];
  /** "users_pkey": what is walked along for all of an organization, or for all. */
  readonly walked: readonly string[];
  readonly indexes: ReadonlySet<string>;
  /** Pages of 8 kB that were touched, each time anew. */
  readonly blocks: number;
}

/** Has connections to the database of `sql` made from now on write their plans, chosen as `mode` says unless they say otherwise. */
export async function logPlans(sql: Sql, database: string, mode: "auto" | "force_generic_plan"): Promise<void> {
  for (const [name, value] of Object.entries({
    session_preload_libraries: "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_format": "json",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_buffers": "on",
    "auto_explain.log_timing": "off",
    "auto_explain.log_nested_statements": "on",
    plan_cache_mode: mode,
  })) {
    await sql.unsafe(`alter database ${database} set ${name} = '${value}'`);
  }
}

/** What `run` makes PostgreSQL execute, plans with a table of tenants in them. */
export async function executedBy(sql: Sql, run: () => Promise<unknown>): Promise<Executed[]> {
  const [{ directory }] = await sql<[{ directory: string }]>`select current_setting('data_directory') as directory`;
  // src/db/embedded/home.ts: the log stands beside the cluster.
  const log = await open(join(dirname(directory), "postgresql.log"), "r");
  try {
    const { size } = await log.stat();
    await run();
    // The answer may be there a moment before its plan.
    for (let tries = 1; ; tries++) {
      await sleep(20);
      const text = Buffer.alloc((await log.stat()).size - size);
      await log.read(text, 0, text.length, size);
      const executed = readPlans(text.toString());
      if (executed.length > 0 || tries === 100) return executed;
    }
  } finally {
    await log.close();
  }
}

/** A plan's lines begin with a tab. */
function readPlans(log: string): Executed[] {
  return log
    .split(/^.*LOG: {2}duration: .* plan:\n/m)
    .slice(1)
    .map((part) => /^(?:\t.*\n)+/.exec(part)?.[0])
    .filter((json) => json !== undefined)
    .map((json) => JSON.parse(json) as { "Query Text": string; Plan: Node })
    .map(({ "Query Text": text, Plan: plan }) => {
      const nodes = flatten(plan);
      const wholeTables = nodes
        .filter((node) => node["Node Type"] === "Seq Scan")
        .map((node) => `Seq Scan on ${node["Relation Name"]}`);
      const walked = nodes
        .filter((node) => node["Index Name"] && !node["Index Cond"]?.includes(" AND "))
        .map((node) => String(node["Index Name"]));
      const indexes = new Set(nodes.map((node) => node["Index Name"]).filter((name) => name !== undefined));
      return {
        text,
        wholeTables,
        walked,
        indexes,
        blocks: (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0),
      };
    });
}

function flatten(node: Node): Node[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}
