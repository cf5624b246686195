/**
 * The load: keep-alive sockets, each with one request under way, and as little done per request as can be, so that what
 * is measured are the servers. Measured: 21 µs of processor time a request, as autocannon's; undici's Client took 39.
 */

import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** One request, and the status that its answer has to have. */
export interface Request {
  /** As it goes over the wire. Latin-1: what is beyond is escaped. */
  readonly text: string;
  readonly status: number;
}

export interface Load {
  readonly port: number;
  /** So many requests are under way at once. */
  readonly concurrency: number;
  readonly durationMs: number;
  /** So many requests are sent, however long it takes. */
  readonly atLeast?: number;
  /** Makes the next request. */
  readonly next: () => Request;
}

export interface Round {
  readonly requests: number;
  readonly durationMs: number;
  /** Of each request, milliseconds. */
  readonly latencies: readonly number[];
}

/** The parts of a request's text. */
export function requestText(method: string, path: string, token: string, body?: string): string {
  const content = body === undefined ? "" : `Content-Type: application/scim+json\r\nContent-Length: ${body.length}\r\n`;
  return (
    `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: muster-bench\r\nAuthorization: Bearer ${token}\r\n` +
    `Accept: application/scim+json\r\n${content}\r\n${body ?? ""}`
  );
}

/** Sends requests for so long. @throws Error at the first answer that is not as expected, with the answer */
export async function run({ port, concurrency, durationMs, atLeast = 1, next }: Load): Promise<Round> {
  const sockets = await Promise.all(Array.from({ length: concurrency }, () => open(port)));
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + durationMs;
  let last = start;
  const work = async (socket: Socket) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let sent: Request;
    let sentAt = 0;
    const send = () => {
      if (last >= end && latencies.length >= atLeast) return resolve();
      sent = next();
      sentAt = performance.now();
      socket.write(sent.text, "latin1");
    };
    read(
      socket,
      (status, answer) => {
        last = performance.now();
        latencies.push(last - sentAt);
        if (status === sent.status) send();
        else reject(new Error(`${sent.status} was expected of\n${sent.text}\nbut it was answered\n${answer()}`));
      },
      reject,
    );
    send();
    await promise;
  };
  try {
    await Promise.all(sockets.map(work));
  } finally {
    for (const socket of sockets) socket.destroy();
  }
  return { requests: latencies.length, durationMs: last - start, latencies };
}

/** Sends one request. @returns the answer's body @throws Error when its status is not as expected */
export async function ask(port: number, request: Request): Promise<string> {
  const socket = await open(port);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  read(
    socket,
    (status, answer) => {
      if (status === request.status) resolve(answer().split("\r\n\r\n")[1] ?? "");
      else reject(new Error(`${request.status} was expected of\n${request.text}\nbut it was answered\n${answer()}`));
    },
    reject,
  );
  socket.write(request.text, "latin1");
  return promise.finally(() => socket.destroy());
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  return socket;
}

/** Calls `answered` for every answer that has come whole. Answers have a Content-Length, or are 204 or 304. */
function read(
  socket: Socket,
  answered: (status: number, answer: () => string) => void,
  failed: (error: Error) => void,
): void {
  let held: Buffer | undefined;
  let needed = 0;
  socket.on("data", (chunk: Buffer) => {
    held = held ? Buffer.concat([held, chunk]) : chunk;
    if (held.length < needed) return;
    const head = held.indexOf("\r\n\r\n");
    if (head < 0) return;
    const headers = held.toString("latin1", 0, head);
    const status = Number(headers.slice(9, 12));
    const length = /content-length: (\d+)/i.exec(headers)?.[1] ?? (status === 204 || status === 304 ? "0" : undefined);
    if (length === undefined) return failed(new Error(`An answer without Content-Length:\n${headers}`));
    needed = head + 4 + Number(length);
    if (held.length < needed) return;
    const answer = held;
    held = undefined;
    needed = 0;
    answered(status, () => answer.toString());
  });
  socket.on("error", failed);
  socket.on("close", () => failed(new Error("A server closed a connection.")));
}
