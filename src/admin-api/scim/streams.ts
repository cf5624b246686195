/** The streams of server-sent events that this server has open. */

import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyReply } from "fastify";
import { hasCome, type LatestActivity, latestActivity } from "../../activity/latest-activity.ts";
import type { Sql } from "../../db/connect.ts";
import type { OrgId } from "../../db/ids.ts";

const LOOK_MS = 1_000;
/** Of one session: a tab has one. */
const MOST_OF_A_SESSION = 6;

export interface Stream {
  tell(event: string, data?: string): void;
  end(): void;
  /** Aborted when the client has gone, or the stream was ended. */
  readonly gone: AbortSignal;
}

/**
 * Tells whoever listens when an organization's requests have come, or others than its identity provider have changed
 * something: one look a second at the database is for all of them.
 */
export class Streams {
  readonly #sql: Sql;
  readonly #changed: (orgId: OrgId) => void;
  readonly #ofOrganization = new Map<OrgId, Set<Stream>>();
  readonly #ofSession = new Map<string, number>();

  /** @param changed hears of each change that is told, just before */
  constructor(sql: Sql, changed: (orgId: OrgId) => void) {
    this.#sql = sql;
    this.#changed = changed;
  }

  /** Whether the session may open one more. */
  hasRoom(sessionId: string): boolean {
    return (this.#ofSession.get(sessionId) ?? 0) < MOST_OF_A_SESSION;
  }

  /** Answers with a stream; undefined when the client has gone already. */
  open(orgId: OrgId, sessionId: string, reply: FastifyReply): Stream | undefined {
    const { raw } = reply;
    reply.hijack();
    if (raw.closed || raw.destroyed) return undefined;
    const gone = new AbortController();
    const stream: Stream = {
      tell: (event, data = "") => void raw.write(`event: ${event}\ndata: ${data}\n\n`),
      end: () => {
        gone.abort();
        raw.end();
      },
      gone: gone.signal,
    };
    raw.once("close", stream.end);
    raw.writeHead(200, {
      ...reply.getHeaders(),
      "content-type": "text/event-stream",
      "x-accel-buffering": "no",
    } as never);
    stream.tell("ready");
    this.#add(orgId, sessionId, stream);
    return stream;
  }

  /** Ends all: a server that stops waits for none of them. */
  end(): void {
    for (const streams of this.#ofOrganization.values()) for (const stream of streams) stream.end();
  }

  #add(orgId: OrgId, sessionId: string, stream: Stream): void {
    const beside = this.#ofOrganization.get(orgId);
    const streams = beside ?? new Set();
    streams.add(stream);
    this.#ofSession.set(sessionId, (this.#ofSession.get(sessionId) ?? 0) + 1);
    stream.gone.addEventListener("abort", () => {
      streams.delete(stream);
      const left = (this.#ofSession.get(sessionId) ?? 1) - 1;
      if (left > 0) this.#ofSession.set(sessionId, left);
      else this.#ofSession.delete(sessionId);
    });
    if (beside) return;
    this.#ofOrganization.set(orgId, streams);
    void this.#watch(orgId, streams);
  }

  /** Looks for what is new as long as anybody listens. */
  async #watch(orgId: OrgId, streams: ReadonlySet<Stream>): Promise<void> {
    let last: LatestActivity | undefined;
    while (streams.size > 0) {
      // While the database is away there is nothing to tell. What came before the first look may not be on the page yet.
      const latest = await latestActivity(this.#sql, orgId).catch(() => last);
      const news = (["requests", "changes"] as const).filter((what) => hasCome(last?.[what], latest?.[what]));
      if (news.length > 0) this.#changed(orgId);
      if (news.length > 0) for (const stream of streams) stream.tell("changed", news.join(" "));
      last = latest;
      await sleep(LOOK_MS);
    }
    this.#ofOrganization.delete(orgId);
  }
}
