/** Clients that read and write with a token until it dies, and what they saw that they must not. */

import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "../../src/db/connect.ts";
import { add, patch, person, teamOf } from "../support/bodies.ts";
import { newUsers } from "../support/crowd.ts";
import type { Organization } from "../support/muster.ts";
import type { ScimAnswer, ScimClient } from "../support/scim-client.ts";

const CLIENTS = 32;
/** How many requests are served before the token's end, and how many begin after it. */
const ENOUGH = 100;
/** How long they go on with the dead token at least: a write under way is done by then. */
const AFTERWARDS_MS = 300;

export interface Findings {
  /** Requests that began after the token's end was answered, yet were served. */
  readonly served: readonly string[];
  /** Writes that became visible after its end was answered. */
  readonly committed: number;
  /** Writes that were answered as done and are not there. */
  readonly lost: readonly string[];
  /** Writes that were answered as refused and are there. */
  readonly denied: readonly string[];
  /** What was answered otherwise than by success or refusal. */
  readonly strange: readonly string[];
}

interface Made {
  readonly path: string;
  readonly name: string;
  readonly answer: ScimAnswer;
}

/**
 * Lets `clients`, each with the organization's token, work; then runs `end`, after which the token must be dead.
 * `onCounted` hears when the writes so far have been counted.
 */
export async function workUntil(
  { sql, orgId, scim, domain }: { sql: Sql } & Pick<Organization, "orgId" | "scim"> & { domain: string },
  clients: readonly ScimClient[],
  end: () => Promise<unknown>,
  onCounted: () => void = () => {},
): Promise<Findings> {
  const people = await newUsers(scim, domain, "person", 8);
  const { body: crew } = await scim("POST", "/Groups", teamOf("Crew"));
  const served: string[] = [];
  const strange: string[] = [];
  const made: Made[] = [];
  let [before, after, ended, stop] = [0, 0, false, false];

  async function work(client: ScimClient, i: number): Promise<void> {
    for (let n = 0; !stop; n++) {
      const name = `new${i}-${n}`;
      const someone = people[(i + n) % people.length] as string;
      const requests: [method: string, path: string, body?: object][] = [
        ["POST", "/Users", person(`${name}@${domain}`)],
        ["GET", `/Users/${someone}`],
        ["PATCH", `/Users/${someone}`, patch({ op: "replace", path: "title", value: name })],
        ["POST", "/Groups", teamOf(name, [someone])],
        ["GET", `/Users?filter=userName eq "${name}"`],
        ["PATCH", `/Groups/${crew.id}`, patch(n % 2 ? add([someone]) : { op: "add", path: "externalId", value: name })],
        ["GET", `/Groups/${crew.id}`],
        ["POST", "/.search", SEARCH],
      ];
      const [method, path, body] = requests[(i + n) % 8] as (typeof requests)[number];
      const startedAfter = ended;
      const answer = await client(method, path, body);
      const refused = answer.status === 401 || answer.status === 429;
      if (method === "POST" && path !== "/.search") made.push({ path, name, answer });
      if (answer.status >= 300 && !refused) strange.push(`${method} ${path}: ${answer.status} ${answer.text}`);
      if (startedAfter && !refused) served.push(`${method} ${path}: ${answer.status}`);
      if (startedAfter) after++;
      else if (!refused) before++;
      // Let the others: without it one process starves its own servers.
      if (refused) await sleep(20);
    }
  }

  const working = Promise.all(
    Array.from({ length: CLIENTS }, (_, i) => work(clients[i % clients.length] as ScimClient, i)),
  );
  while (before < ENOUGH) await sleep(5);
  await end();
  ended = true;
  const atOnce = await countWrites(sql, orgId);
  onCounted();
  await sleep(AFTERWARDS_MS);
  while (after < ENOUGH) await sleep(5);
  stop = true;
  await working;
  const committed = (await countWrites(sql, orgId)) - atOnce;

  const there = await namesOf(sql, orgId);
  const isThere = ({ path, name }: Made) => there.has(path === "/Users" ? `${name}@${domain}` : name);
  const texts = (some: Made[]) => some.map(({ path, name, answer }) => `${path} ${name}: ${answer.status}`);
  return {
    served,
    committed,
    lost: texts(made.filter((one) => one.answer.status === 201 && !isThere(one))),
    denied: texts(made.filter((one) => one.answer.status !== 201 && isThere(one))),
    strange,
  };
}

const SEARCH = { schemas: ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], count: 1 };

async function countWrites(sql: Sql, orgId: string): Promise<number> {
  const [row] = await sql<[{ count: number }]>`
    select count(*) from changes where org_id = ${orgId} and resource_type in ('user', 'group')`;
  return row.count;
}

async function namesOf(sql: Sql, orgId: string): Promise<Set<string>> {
  const rows = await sql<{ name: string }[]>`
    select after ->> coalesce(case resource_type when 'user' then 'userName' end, 'displayName') as name
    from changes where org_id = ${orgId} and op = 'create' and resource_type in ('user', 'group')`;
  return new Set(rows.map(({ name }) => name));
}
