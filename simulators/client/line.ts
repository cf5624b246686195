/** HTTP to one server: connections that are kept open, as many as requests are under way at once. */

import * as http from "node:http";
import * as https from "node:https";

export interface RawAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

/** There was no answer: whether the request was carried out, nobody knows. */
export class LostConnection extends Error {
  override readonly name = "LostConnection";
}

export interface Line {
  /**
   * Sends a request: these headers, and of its own only Host, Connection and Content-Length.
   * @param path behind the server's address, as it goes over the wire
   * @throws LostConnection when no whole answer comes
   */
  send(method: string, path: string, headers: Readonly<Record<string, string>>, body?: string): Promise<RawAnswer>;
  close(): void;
}

/** Of what is asked beside the identity provider: what it has left, and whether an old token is refused. */
export const USER_AGENT = "muster simulate";

/** A server that says nothing for so long has gone. */
const SILENCE_MS = 60_000;

/** A line to the server at `base`, whose path precedes each request's. */
export function openLine(base: URL, concurrency: number): Line {
  const { request, Agent } = base.protocol === "https:" ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency + 2 });
  const prefix = base.pathname.replace(/\/$/, "");
  const place = { hostname: base.hostname.replace(/^\[|\]$/g, ""), port: base.port, agent };
  return {
    send: (method, path, headers, body) =>
      new Promise((resolve, reject) => {
        const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
        const all = { ...headers, ...length };
        const sent = request({ ...place, method, path: prefix + path, headers: all, timeout: SILENCE_MS }, (answer) => {
          const parts: Buffer[] = [];
          answer.on("data", (part: Buffer) => parts.push(part));
          answer.on("error", lost);
          answer.on("end", () => {
            const text = Buffer.concat(parts).toString("utf8");
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
          });
        });
        const lost = (error: Error) => reject(new LostConnection(error.message || error.name, { cause: error }));
        sent.on("timeout", () => sent.destroy(new Error(`nothing was heard for ${SILENCE_MS / 1000} seconds`)));
        sent.on("error", lost);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}
