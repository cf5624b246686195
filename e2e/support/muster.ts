/** Muster, running for a test: the real server on a real database. */

import { randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { commandLine } from "../../src/changes/actor.ts";
import { addDomains } from "../../src/connections/add-domains.ts";
import type { Sql } from "../../src/db/connect.ts";
import type { OrgId } from "../../src/db/ids.ts";
import { type TestDatabase, testDatabase } from "../../src/db/testing.ts";
import { assemble } from "../../src/http/serve.ts";
import type { RequestLog } from "../../src/requests/gather.ts";
import type { LastUse } from "../../src/tokens/last-use.ts";
import type { ScimToken } from "../../src/tokens/token.ts";
import { type ScimClient, scimClient } from "./scim-client.ts";
import { expectNoSecretsKept } from "./secrets.ts";
import { expectAllTold } from "./told.ts";

/** Who changes things in tests. */
export const TESTER = commandLine("tester");

export interface Organization {
  readonly orgId: OrgId;
  readonly token: ScimToken;
  readonly scim: ScimClient;
}

export interface Muster {
  readonly database: TestDatabase;
  /** The test's own connection, for looking at what is stored. */
  readonly sql: Sql;
  /** The server's pool. */
  readonly serverSql: Sql;
  readonly app: FastifyInstance;
  /** http://127.0.0.1:12345 */
  readonly address: string;
  readonly requestLog: RequestLog;
  readonly lastUse: LastUse;
  /** What the server logged, a line each. */
  readonly logged: string[];
  /** A new organization with SCIM on, and a client with its token. The domain is new for each unless given. */
  organization(...domains: string[]): Promise<Organization & { domain: string }>;
  stop(): Promise<void>;
}

/** Of all servers of a test: sessions of one hold at the other. */
export const SECRET_KEY = randomBytes(32);

let organizations = 0;

/** Starts a server on a database of its own, or beside `other` on its database. Stop it when done, before `other`. */
export async function startMuster(other?: Muster): Promise<Muster> {
  const database = other?.database ?? (await testDatabase());
  const logged: string[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => void logged.push(line) });
  const server = await assemble(
    database.connection,
    { publicUrl: undefined, trustProxy: false, secretKey: SECRET_KEY },
    log,
  );
  const { app, sql: serverSql, requestLog, lastUse } = server;
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  return {
    database,
    sql: database.sql,
    serverSql,
    app,
    address,
    requestLog,
    lastUse,
    logged,
    async organization(...domains) {
      const number = ++organizations;
      const [domain = `org${number}.example`] = domains;
      const [{ orgId }] = await database.sql<[{ orgId: OrgId }]>`
        insert into organizations (short_name, name) values (${`org-${number}`}, ${`Org ${number}`}) returning id as "orgId"`;
      const { token } = await addDomains(serverSql, orgId, domains.length > 0 ? domains : [domain], TESTER);
      if (!token) throw new Error("the first domain gave no token");
      return { orgId, token, domain, scim: scimClient(`${address}/scim/v2`, token) };
    },
    async stop() {
      await server[Symbol.asyncDispose]();
      if (other) return;
      await expectAllTold(database.sql);
      await expectNoSecretsKept(database.sql, logged);
      await database.stop();
    },
  };
}
