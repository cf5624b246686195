/** An organization whose provider is Okta by its User-Agent, and what is told of the requests that it sends. */

import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect } from "vitest";
import { type ExplainedRequest, listRequests, type Wanted } from "../../src/activity/list-requests.ts";
import { connect, type Sql } from "../../src/db/connect.ts";
import type { OrgId } from "../../src/db/ids.ts";
import { type Muster, startMuster } from "../support/muster.ts";
import type { ScimClient } from "../support/scim-client.ts";

export const OKTA = { "user-agent": "Okta SCIM Client 1.0.0" };

/** Faster, and reads would be counted instead of kept (requests/gather.ts). */
export const PACE_MS = 110;

/** A refusal, as it is told, with what to do; and the request that meets it. */
export type RefusedRow = [
  sentence: string,
  fix: RegExp,
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
];

export interface Telling {
  readonly muster: Muster;
  /** As what reads the logs connects. */
  readonly sql: Sql;
  /** A new organization with the domain example.com, which must be free. */
  readonly orgId: OrgId;
  readonly reader: { readonly id: OrgId; readonly shortName: string };
  readonly token: string;
  /** Sends as Okta. */
  readonly okta: ScimClient;
  /** What is told of the latest requests, the newest first. */
  latest(wanted?: Partial<Wanted>): Promise<ExplainedRequest[]>;
  /** Sends the row's request, and expects it to be refused and told so. */
  expectRefused(row: RefusedRow): Promise<void>;
}

export async function telling(): Promise<Telling> {
  const muster = await startMuster();
  const sql = connect(muster.database.connection, { max: 2 });
  afterAll(async () => {
    await sql.end({ timeout: 1 });
    await muster.stop();
  });
  const { orgId, token, scim } = await muster.organization("example.com");
  const okta: ScimClient = async (method, path, body, headers) => {
    await sleep(PACE_MS);
    return scim(method, path, body, { ...OKTA, ...headers });
  };
  const latest: Telling["latest"] = async (wanted = {}) => {
    await muster.requestLog.flush();
    return [...(await listRequests(sql, reader, { limit: 50, ...wanted })).requests];
  };
  const reader = { id: orgId, shortName: "acme" };
  return {
    muster,
    sql,
    orgId,
    reader,
    token,
    okta,
    latest,
    async expectRefused([sentence, fix, method, path, body, headers]) {
      const answer = await okta(method, path, body, headers);
      expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
      const [request] = await latest({ limit: 1 });
      expect(request?.sentence.text).toBe(sentence);
      expect(request?.sentence.fix).toMatch(fix);
      expect(request?.sentence.kind).toMatch(/^refused /);
    },
  };
}
