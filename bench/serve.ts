/** Muster as its own process: DATABASE_URL, already migrated, and MUSTER_PORT. Prints a line when it listens. */

import { pino } from "pino";
import { connect } from "../src/db/connect.ts";
import { buildServer } from "../src/http/server.ts";
import { gatherRequests } from "../src/requests/gather.ts";
import { gatherLastUse } from "../src/tokens/last-use.ts";

const url = process.env.DATABASE_URL ?? "";
const sql = connect(url);
const searchSql = connect(url, { max: 4 });
const log = pino({ level: "warn" }, pino.destination(2));
const requestLog = gatherRequests(sql, (error) => log.error(error));
const lastUse = gatherLastUse(sql, (error) => log.error(error));
const app = await buildServer({ sql, searchSql, log, trustProxy: false, publicUrl: undefined, requestLog, lastUse });
await app.listen({ host: "127.0.0.1", port: Number(process.env.MUSTER_PORT) });
console.log("listening");

process.once("SIGTERM", async () => {
  await app.close();
  await Promise.all([requestLog.close(), lastUse.close()]);
  await Promise.all([sql.end(), searchSql.end()]);
  process.exit(0);
});
