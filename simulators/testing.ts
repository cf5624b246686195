/** Servers with a fault, for tests: a proxy before a sound one, which sees each request and may spoil it. */

import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A request as it stands on the wire. */
export interface Seen {
  readonly method: string;
  /** As sent, its query encoded. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Given {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * What becomes of a request: it is passed on as it is (undefined) or changed; it is answered by the proxy; it is passed
 * on and its answer is changed, or lost; it is not even passed on.
 */
export type Fate =
  | undefined
  | { readonly pass: Seen; readonly answer?: (answer: Given) => Given }
  | { readonly give: Given }
  | { readonly lose: "request" | "answer" };

export interface Proxy {
  readonly address: string;
  /** All that were sent so far. */
  readonly seen: readonly Seen[];
  stop(): Promise<void>;
}

/** Starts a proxy before `targets`, which get a request each in turn. @param fate decides about each request, and is told how many there were before */
export async function startProxy(
  targets: string | readonly string[],
  fate: (seen: Seen, number: number) => Fate = () => undefined,
): Promise<Proxy> {
  const inTurn = [targets].flat();
  const all: Seen[] = [];
  const server = createServer(async (request, response) => {
    const target = inTurn[all.length % inTurn.length] ?? "";
    const { method = "", url: path = "", headers } = request;
    // A connection that is lost on either side is lost on the other, as with a proxy.
    const body = await text(request).catch(() => undefined);
    if (body === undefined) return response.destroy();
    const seen: Seen = { method, path, headers, body };
    const decided = fate(seen, all.length);
    all.push(seen);
    if (decided && "lose" in decided) {
      if (decided.lose === "answer") await pass(target, seen);
      return response.destroy();
    }
    const give = decided && "give" in decided ? decided.give : await pass(target, decided?.pass ?? seen);
    if (!give) return response.destroy();
    const changed = decided && "pass" in decided && decided.answer ? decided.answer(give) : give;
    return response.writeHead(changed.status, changed.headers).end(changed.body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: all,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What `target` answers; undefined where it is away, or stops meanwhile. */
async function pass(target: string, seen: Seen): Promise<Given | undefined> {
  return ask(target, seen).catch(() => undefined);
}

async function ask(target: string, { method, path, headers, body }: Seen): Promise<Given> {
  const { host, connection, "content-length": length, ...rest } = headers;
  const answer = await fetch(target + path, {
    method,
    headers: rest as Record<string, string>,
    ...(body !== "" && { body }),
  });
  const type = answer.headers.get("content-type");
  return {
    status: answer.status,
    ...(type !== null && { headers: { "content-type": type } }),
    body: await answer.text(),
  };
}
