import { setTimeout as sleep } from "node:timers/promises";
import { followRequests } from "../../activity/follow.ts";
import type { Sql } from "../../db/connect.ts";
import { adminRoute } from "../route.ts";

/** Proxies end a stream that is silent for a minute or less. */
const PING_MS = 15_000;

/** GET /scim/live: server-sent events, one whenever requests of the identity provider have come. */
export const liveProvisioning = adminRoute({
  method: "GET",
  path: "/scim/live",
  access: "viewer",
  summary: 'Server-sent events: "changed" when requests of the identity provider have come.',
  status: 200,
  handle: async ({ sql, by: { person }, reply }) => {
    const { raw } = reply;
    const gone = new AbortController();
    raw.once("close", () => gone.abort());
    reply.hijack();
    raw.writeHead(200, {
      ...reply.getHeaders(),
      "content-type": "text/event-stream",
      "x-accel-buffering": "no",
    } as never);
    raw.write("event: ready\ndata:\n\n");
    const tell = (event: string) => void raw.write(`event: ${event}\ndata:\n\n`);
    await Promise.all([follow(sql, person.organization, tell, gone.signal), ping(tell, gone.signal)]);
    return undefined;
  },
});

async function follow(
  sql: Sql,
  reader: Parameters<typeof followRequests>[1],
  tell: (event: string) => void,
  signal: AbortSignal,
): Promise<void> {
  for await (const _ of followRequests(sql, reader, {}, signal)) tell("changed");
}

async function ping(tell: (event: string) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sleep(PING_MS, undefined, { signal }).catch(() => {});
    if (!signal.aborted) tell("ping");
  }
}
