/** Lists as CSV, written as they are read: neither server nor database holds more than a batch of it. */

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { stringify } from "csv-stringify/sync";
import type { Sql } from "../../db/connect.ts";
import { Crowded } from "../../db/turns.ts";
import { clientGone } from "../reading.ts";
import { Refused } from "../refused.ts";
import type { Call } from "../route.ts";

/** An export of which nothing was read for so long breaks off. */
const STALLED_MS = 30_000;

type Cell = string | number | boolean | null;
/** The columns by their titles, each with what stands in it. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => Cell>>;

/**
 * Answers with all that `read` gives, one row a line, as a file called after the organization and `what`. Spreadsheets
 * take what begins with =, +, -, @, a tab or a carriage return for a formula: an apostrophe stands before it.
 * @throws Refused 429 while another export of the organization is under way
 */
export async function sendCsv<Row>(
  { exports, orgId, by, reply, request }: Pick<Call, "exports" | "orgId" | "by" | "reply" | "request">,
  what: string,
  columns: Columns<Row>,
  read: (sql: Sql) => AsyncIterable<Row[]>,
): Promise<void> {
  const gone = clientGone(reply);
  const asker = { key: orgId, authenticate: async () => {}, gone: () => gone };
  const batches = exports.batches(asker, read);
  // What can be refused is refused before anything is answered.
  const first = await batches.next().catch((error: unknown) => {
    throw error instanceof Crowded
      ? new Refused(429, "slow down", "Another export is under way. Begin this one when that is done.")
      : error;
  });
  reply.hijack();
  // Who reads nothing any more keeps others' exports from beginning.
  reply.raw.setTimeout(STALLED_MS, () => reply.raw.destroy());
  const day = new Date().toISOString().slice(0, 10);
  reply.raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${by.person.organization.shortName}-${what}-${day}.csv"`,
  });
  try {
    await pipeline(Readable.from(linesOf(columns, first, batches)), reply.raw);
  } catch (error) {
    // The browser sees a download that broke off; whoever cancelled it knows.
    if ((error as { code?: string }).code !== "ERR_STREAM_PREMATURE_CLOSE")
      request.log.error({ err: error }, "an export broke off");
  }
}

async function* linesOf<Row>(
  columns: Columns<Row>,
  first: IteratorResult<Row[], unknown>,
  rest: AsyncGenerator<Row[]>,
): AsyncGenerator<string> {
  try {
    // Spreadsheets know UTF-8 by this mark.
    yield stringify([Object.keys(columns)], { bom: true });
    for (let batch = first; !batch.done; batch = await rest.next()) {
      const cells = batch.value.map((row) => Object.values(columns).map((cell) => cell(row)));
      // In quotes, for a spreadsheet whose own separator is another: "a;=1+1" is one cell there, too.
      yield stringify(cells, { escape_formulas: true, quoted_string: true, cast: { boolean: String } });
    }
  } finally {
    await rest.return(undefined);
  }
}
