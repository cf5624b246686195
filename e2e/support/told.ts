/** What a person is told of the requests and changes that a test made: none without a sentence written for its kind. */

import { isTold } from "../../src/activity/change-sentence.ts";
import { type ExplainedRequest, pagesOfRequests } from "../../src/activity/list-requests.ts";
import { UNTOLD } from "../../src/activity/sentence-kinds.ts";
import type { Sql } from "../../src/db/connect.ts";
import type { OrgId } from "../../src/db/ids.ts";

const AT_A_TIME = 300;

/**
 * Looks at all requests of each organization, and at every kind of change.
 * @throws Error with those that nobody has written a sentence for: a new refusal, a new kind of change
 */
export async function expectAllTold(sql: Sql): Promise<void> {
  const organizations = await sql<{ id: OrgId }[]>`select distinct org_id as id from connections`;
  const untold: string[] = [];
  for (const { id } of organizations) {
    for await (const { requests } of pagesOfRequests(sql, { id, shortName: "acme" }, { limit: AT_A_TIME })) {
      untold.push(...requests.filter(({ sentence }) => sentence.kind.startsWith(UNTOLD)).map(inFull));
    }
  }
  const kinds = await sql<{ resourceType: string; op: string }[]>`
    select distinct resource_type as "resourceType", op from changes`;
  untold.push(
    ...kinds.filter((kind) => !isTold(kind)).map(({ op, resourceType }) => `the change ${op} of ${resourceType}`),
  );
  if (untold.length === 0) return;
  throw new Error(
    `no sentence is written for these; see src/activity/refusals.ts and sentence.ts:\n${[...new Set(untold)].join("\n")}`,
  );
}

function inFull({ method, path, status, detail }: ExplainedRequest): string {
  return `${method} ${path.slice(0, 200)}: ${status} ${detail ?? ""}`;
}
