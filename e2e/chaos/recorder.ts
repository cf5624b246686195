/**
 * Stands between the identity providers and the server, as the network does: passes each request on, and remembers
 * every write that was acknowledged. What is lost on the way, a dead server's answer for example, is lost to its client.
 */

import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
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
  /** Those of them that were answered too early. */
  readonly early: readonly Acknowledged[];
  /** Until all that was answered too early has been passed on. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Between an answer that comes too early and its request's way to the server. */
const HASTE_MS = 200;

/**
 * Starts passing on to the server at `port` of 127.0.0.1, which may be dead for a while.
 * @param isHasty whether changes and deletions of users are answered before the server has them, as one that answers
 * before it commits does; whoever dies in between loses them
 */
export async function startRecorder(port: number, isHasty = false): Promise<Recorder> {
  const acknowledged: Acknowledged[] = [];
  const early: Acknowledged[] = [];
  const versions = new Map<string, number>();
  const underWay = new Set<Promise<unknown>>();
  /** What was answered too early and is not passed on yet, by user: who asks about that user waits, and sees it done. */
  const onTheWay = new Map<string, Promise<unknown>>();
  const agent = new Agent({ keepAlive: true });

  /** Sends a request on. Its answer; rejects when there is none. */
  async function pass(incoming: IncomingMessage, body: Buffer): Promise<[IncomingMessage, Buffer]> {
    const { method, url, headers } = incoming;
    const onward = request({ host: "127.0.0.1", port, method, path: url, headers, agent });
    // Lost after its answer had begun, it is the answer that tells.
    onward.on("error", () => {});
    onward.end(body);
    const [answer] = (await once(onward, "response")) as [IncomingMessage];
    const text = await buffer(answer);
    const id = userIn(url);
    const version = versionOf(answer);
    if (id !== undefined && version !== undefined) versions.set(id, version);
    return [answer, text];
  }

  /** What a change of a user will have made, as far as that is known before. */
  function foreseen({ method = "", url }: IncomingMessage): Acknowledged | undefined {
    const id = userIn(url);
    if (!isHasty || id === undefined) return undefined;
    if (method === "DELETE") return { method, id, version: null };
    const version = versions.get(id);
    if (method !== "PATCH" || version === undefined) return undefined;
    versions.set(id, version + 1);
    return { method, id, version: version + 1 };
  }

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const id = userIn(incoming.url);
    while (id !== undefined && onTheWay.has(id)) await onTheWay.get(id);
    const promised = foreseen(incoming);
    if (promised) {
      acknowledged.push(promised);
      early.push(promised);
      outgoing.writeHead(204).end();
      const passed = sleep(HASTE_MS)
        .then(() => pass(incoming, body))
        .then(
          ([answer]) => withdrawUnless(isMade(promised, answer), promised),
          // Lost on its way: that is what the haste is for.
          () => {},
        );
      onTheWay.set(promised.id, passed);
      await passed;
      onTheWay.delete(promised.id);
      return;
    }
    const [answer, text] = await pass(incoming, body);
    const write = acknowledgedBy(incoming, answer, text);
    if (write) acknowledged.push(write);
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(text);
  }

  /** A change that changes nothing, or is refused, makes no version. */
  function withdrawUnless(wasMade: boolean, promised: Acknowledged): void {
    if (!wasMade) acknowledged.splice(acknowledged.indexOf(promised), 1);
  }

  const server = createServer((incoming, outgoing) => {
    const handled = handle(incoming, outgoing).catch(() => void outgoing.destroy());
    underWay.add(handled);
    void handled.finally(() => underWay.delete(handled));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    acknowledged,
    early,
    settled: async () => void (await Promise.all(underWay)),
    async stop() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function isMade({ version }: Acknowledged, answer: IncomingMessage): boolean {
  return (answer.statusCode ?? 500) < 300 && (version === null || versionOf(answer) === version);
}

/** The user that a request is about. */
function userIn(url = ""): string | undefined {
  return /\/Users\/([^/?]+)/.exec(url)?.[1];
}

function versionOf({ headers }: IncomingMessage): number | undefined {
  const [, version] = /^W\/"(\d+)/.exec(headers.etag ?? "") ?? [];
  return version === undefined ? undefined : Number(version);
}

function acknowledgedBy(
  { method = "", url = "" }: IncomingMessage,
  answer: IncomingMessage,
  body: Buffer,
): Acknowledged | undefined {
  const { statusCode = 0 } = answer;
  if (method === "GET" || statusCode < 200 || statusCode > 299) return undefined;
  const [, collection, idInPath] = /\/(Users|Groups)(?:\/([^/?]+))?$/.exec(url.split("?", 1)[0] ?? "") ?? [];
  if (collection === undefined) return undefined;
  if (method === "DELETE") return { method, id: idInPath ?? "", version: null };
  const id = idInPath ?? (JSON.parse(body.toString()) as { id: string }).id;
  return { method, id, version: versionOf(answer) ?? Number.NaN };
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
