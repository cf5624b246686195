/**
 * Clients that keep a directory in step while the server or its database dies under them: each repeats what was not
 * answered, as identity providers do, and remembers what was.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Sql } from "../../src/db/connect.ts";
import { add, patch, person, remove, teamOf } from "../support/bodies.ts";
import { type ScimAnswer, scimClient } from "../support/scim-client.ts";

const CLIENTS = 8;
/** Between two tries, milliseconds. */
const PAUSE = 20;

/** A write that was answered as done at once: its change must be there. */
interface Acknowledged {
  readonly id: string;
  /** As answered; a deletion's is not. */
  readonly version: number | null;
  readonly op: string | null;
  /** A part of what the change must say. */
  readonly after: object | null;
}

/** What a client has brought a user to, in however many tries. */
interface Settled {
  readonly userName: string;
  readonly title: string;
  readonly isDeleted: boolean;
  readonly groupId: string | null;
}

interface Ask {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  /** What the change will say. */
  readonly says: object | null;
}

export class Sync {
  readonly acknowledged: Acknowledged[] = [];
  readonly settled: Settled[] = [];
  /** Answers that nobody should have got. */
  readonly strange: string[] = [];
  /** How often a request had to be repeated: because of a 503, or because there was no answer. */
  readonly repeated = { unavailable: 0, unanswered: 0 };
  readonly #token: string;
  readonly #domain: string;
  #address: string;
  #isStopping = false;
  #working: Promise<unknown> = Promise.resolve();

  constructor(address: string, token: string, domain: string) {
    this.#address = address;
    this.#token = token;
    this.#domain = domain;
  }

  /** Makes two groups and sets the clients to work on them. */
  async start(): Promise<void> {
    const groups: string[] = [];
    for (const name of ["One", "Two"]) {
      const { body } = await this.#send({ method: "POST", path: "/Groups", body: teamOf(name), says: null });
      groups.push(body.id);
    }
    this.#working = Promise.all(
      Array.from({ length: CLIENTS }, (_, i) =>
        this.#work(i, groups[i % groups.length] as string).catch((error: unknown) => this.strange.push(String(error))),
      ),
    );
  }

  /** The server is there from now on. */
  moveTo(address: string): void {
    this.#address = address;
  }

  /** Waits until so many more writes are acknowledged, or something strange was answered. */
  async more(many: number): Promise<void> {
    const enough = this.acknowledged.length + many;
    while (this.acknowledged.length < enough && this.strange.length === 0) await sleep(1);
  }

  /** Lets each client settle the user that it is at. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#working;
  }

  async #work(client: number, groupId: string): Promise<void> {
    for (let n = 0; !this.#isStopping; n++) {
      const userName = `u${client}-${n}@${this.#domain}`;
      const title = `title ${client}-${n}`;
      const id = await this.#make(userName);
      const path = `/Users/${id}`;
      const replace = patch({ op: "replace", path: "title", value: title });
      await this.#send({ method: "PATCH", path, body: replace, says: { title } });
      await this.#move(groupId, add([id]), { members: { added: [id] } });
      if (n % 3 === 1) await this.#move(groupId, remove([id]), { members: { removed: [id] } });
      if (n % 3 === 2) await this.#send({ method: "DELETE", path, says: null });
      this.settled.push({ userName, title, isDeleted: n % 3 === 2, groupId: n % 3 === 0 ? groupId : null });
    }
  }

  async #make(userName: string): Promise<string> {
    const { status, body } = await this.#send({
      method: "POST",
      path: "/Users",
      body: person(userName),
      says: { userName },
    });
    if (status === 201) return body.id;
    // The try before had been done.
    const { body: found } = await this.#send({
      method: "GET",
      path: `/Users?filter=userName eq "${userName}"`,
      says: null,
    });
    if (found.totalResults !== 1) throw new Error(`${userName} was taken, and now nobody has it`);
    return found.Resources[0].id;
  }

  #move(groupId: string, operation: object, says: object): Promise<ScimAnswer> {
    return this.#send({ method: "PATCH", path: `/Groups/${groupId}`, body: patch(operation), says });
  }

  /** Sends until it is answered by something else than "later". */
  async #send(ask: Ask): Promise<ScimAnswer> {
    for (let tries = 1; ; tries++) {
      const { method, path, body } = ask;
      const answer = await scimClient(`${this.#address}/scim/v2`, this.#token)(method, path, body).catch(() => {});
      if (answer === undefined) this.repeated.unanswered++;
      else if (answer.status === 503 && Number(answer.headers.get("retry-after")) > 0) this.repeated.unavailable++;
      else {
        this.#judge(ask, answer, tries);
        return answer;
      }
      await sleep(PAUSE);
    }
  }

  #judge({ method, path, says }: Ask, { status, headers, text, body }: ScimAnswer, tries: number): void {
    const doneBefore = tries > 1 && ((method === "POST" && status === 409) || (method === "DELETE" && status === 404));
    if (status >= 300 && !doneBefore) this.strange.push(`${method} ${path}: ${status} ${text}`);
    // Of a repeated one the version may be another's.
    if (status >= 300 || tries > 1 || method === "GET") return;
    const id = path.split("/")[2] ?? body.id;
    const version = Number(/^W\/"(\d+)/.exec(headers.get("etag") ?? "")?.[1]);
    if (method === "DELETE") this.acknowledged.push({ id, version: null, op: "delete", after: null });
    else this.acknowledged.push({ id, version, op: null, after: says });
  }
}

/** The writes in `acknowledged` of which there is no change. */
export async function lost(sql: Sql, acknowledged: readonly Acknowledged[]): Promise<Acknowledged[]> {
  return sql<Acknowledged[]>`
    select a.id, a.version, a.op, a.after
    from jsonb_to_recordset(${JSON.stringify(acknowledged)}::text::jsonb)
      as a (id uuid, version bigint, op text, after jsonb)
    where not exists (
      select from changes c
      where c.resource_id = a.id and (a.version is null or c.version = a.version)
        and (a.op is null or c.op = a.op) and (a.after is null or c.after @> a.after))`;
}

/** The users that are not as the clients have left them. */
export async function unsettled(sql: Sql, settled: readonly Settled[]): Promise<Settled[]> {
  const rows = await sql<Settled[]>`
    select u.body ->> 'userName' as "userName", u.body ->> 'title' as title, u.deleted_at is not null as "isDeleted",
      (select m.group_id from memberships m where m.user_id = u.id) as "groupId"
    from users u`;
  const stored = Map.groupBy(rows, ({ userName }) => userName);
  return settled.filter((one) => !isDeepStrictEqual(stored.get(one.userName), [{ ...one }]));
}
