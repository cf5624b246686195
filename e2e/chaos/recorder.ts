/**
 * Stands between the identity providers and the server, as the network does: passes each request on, and remembers
 * every write that was acknowledged. What is lost on the way, a dead server's answer for example, is lost to its client.
 */

import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import type { Sql } from "../../src/db/connect.ts";

/** A write that its client was told is done. */
export interface Acknowledged {
  readonly method: string;
  /** Of the user or group. */
  readonly id: string;
  /** Which the write made, or met where it changed nothing; null of a deletion. */
  readonly version: number | null;
}

export interface Recorder {
  /** http://127.0.0.1:12345 */
  readonly address: string;
  readonly acknowledged: readonly Acknowledged[];
  stop(): Promise<void>;
}

/** Starts passing on to the server at `port` of 127.0.0.1, which may be dead for a while. */
export async function startRecorder(port: number): Promise<Recorder> {
  const acknowledged: Acknowledged[] = [];
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const onward = request({ host: "127.0.0.1", port, method, path: url, headers, agent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", () => outgoing.destroy());
      answer.on("end", () => {
        const body = Buffer.concat(chunks);
        const write = acknowledgedBy(incoming, answer, body);
        if (write) acknowledged.push(write);
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(body);
      });
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    acknowledged,
    async stop() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function acknowledgedBy(
  { method = "", url = "" }: IncomingMessage,
  { statusCode = 0, headers }: IncomingMessage,
  body: Buffer,
): Acknowledged | undefined {
  if (method === "GET" || statusCode < 200 || statusCode > 299) return undefined;
  const [, collection, idInPath] = /\/(Users|Groups)(?:\/([^/?]+))?$/.exec(url.split("?", 1)[0] ?? "") ?? [];
  if (collection === undefined) return undefined;
  if (method === "DELETE") return { method, id: idInPath ?? "", version: null };
  const id = idInPath ?? (JSON.parse(body.toString()) as { id: string }).id;
  return { method, id, version: Number(/^W\/"(\d+)/.exec(headers.etag ?? "")?.[1]) };
}

/** The acknowledged writes of which the log of changes knows nothing, a sentence each. */
export async function lostWrites(sql: Sql, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const lost = await sql<Acknowledged[]>`
    select a.method, a.id, a.version
    from jsonb_to_recordset(${JSON.stringify(acknowledged)}::text::jsonb) as a (method text, id uuid, version bigint)
    where not exists (
      select from changes c
      where c.resource_id = a.id and case when a.version is null then c.op = 'delete' else c.version = a.version end)`;
  return lost.map(({ method, id, version }) =>
    version === null
      ? `${method} of ${id} was acknowledged and is lost`
      : `${method} made version ${version} of ${id}, and it is lost`,
  );
}
