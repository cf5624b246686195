/** An organization whose provider is Okta by its User-Agent, and what is told of the requests that it sends. */

import { setTimeout as sleep } from "node:timers/promises";
import { afterAll } from "vitest";
import { type ExplainedRequest, listRequests, type Wanted } from "../../src/activity/list-requests.ts";
import { connect, type Sql } from "../../src/db/connect.ts";
import type { OrgId } from "../../src/db/ids.ts";
import { type Muster, startMuster } from "../support/muster.ts";
import type { ScimClient } from "../support/scim-client.ts";

export const OKTA = { "user-agent": "Okta SCIM Client 1.0.0" };

/** Faster, and reads would be counted instead of kept (requests/gather.ts). */
export const PACE_MS = 110;

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
}

export async function telling(): Promise<Telling> {
  const muster = await startMuster();
  const sql = connect(muster.database.connection, { max: 2 });
  afterAll(async () => {
    await sql.end({ timeout: 1 });
    await muster.stop();
  });
  const { orgId, token, scim } = await muster.organization("example.com");
  const reader = { id: orgId, shortName: "acme" };
  return {
    muster,
    sql,
    orgId,
    reader,
    token,
    async okta(method, path, body, headers) {
      await sleep(PACE_MS);
      return scim(method, path, body, { ...OKTA, ...headers });
    },
    async latest(wanted = {}) {
      await muster.requestLog.flush();
      return [...(await listRequests(sql, reader, { limit: 50, ...wanted })).requests];
    },
  };
}
