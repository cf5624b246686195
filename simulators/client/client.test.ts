import { describe, expect, test } from "vitest";
import { type Away, Client, type Manners, Quarantined, Refused, Unreachable } from "./client.ts";
import { Figures } from "./figures.ts";
import { LostConnection, type RawAnswer } from "./line.ts";
import { findOrCreate } from "./matching.ts";

const MANNERS: Manners = { pausesAll: false, wait: () => 1, tries: 5, quarantineAbove: undefined };
const READ = { kind: "read", method: "GET", path: "/Users/1", expect: [200] } as const;
const MAKE = { kind: "make", method: "POST", path: "/Users", body: {}, expect: [201] } as const;
const DROP = { kind: "drop", method: "DELETE", path: "/Users/1", expect: [204], expectAgain: [404] } as const;

type Reply = "lost" | { status: number; body?: object; retryAfter?: string };

/** A client of a server that answers so, one after the other, and then the last for ever. */
function against(replies: Reply[], manners: Partial<Manners> = {}, patience = 1_000, signal?: AbortSignal) {
  const told: Away[] = [];
  const sent: { method: string; at: number; headers: Readonly<Record<string, string>> }[] = [];
  const line = {
    async send(method: string, _path: string, headers: Readonly<Record<string, string>>): Promise<RawAnswer> {
      sent.push({ method, at: performance.now(), headers });
      const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? "lost";
      if (reply === "lost") throw new LostConnection("reset");
      const { status, body, retryAfter } = reply;
      const text = body ? JSON.stringify(body) : "";
      return { status, text, headers: { ...(retryAfter !== undefined && { "retry-after": retryAfter }) } };
    },
    close() {},
  };
  const figures = new Figures();
  const headers = { read: { accept: "a" }, write: { "content-type": "b" } };
  const all = { ...MANNERS, ...manners };
  const connection = { line, token: "secret", patience, signal, onAway: (away: Away) => void told.push(away) };
  const client = new Client({ ...connection, headers, manners: all, figures, rate: undefined });
  return { client, figures, sent, told };
}

const user = { status: 200, body: { id: "1" } };

test("what is not answered, or answered 503, is sent again, and is nothing unexpected", async () => {
  const { client, figures, sent } = against(["lost", { status: 503, retryAfter: "0" }, { status: 502 }, user]);
  expect((await client.ask(READ)).body).toEqual({ id: "1" });
  expect(sent.map(({ headers }) => headers)).toEqual(Array(4).fill({ accept: "a", authorization: "Bearer secret" }));
  expect(figures.repeated).toEqual({ lost: 1, unavailable: 2, throttled: 0 });
  expect(figures.unexpectedCount).toBe(0);
});

test("a server that never answered is told to be away at once; one that answered, only after a second, and once", async () => {
  const fresh = against(["lost", "lost", user], {}, 60_000);
  await fresh.client.ask(READ);
  expect(fresh.told).toEqual([{ why: "reset", patience: 10_000 }]);
  const known = against([user, "lost", user, "lost", "lost", { status: 503 }, user], { wait: () => 600 }, 60_000);
  for (let n = 0; n < 2; n++) await known.client.ask(READ);
  expect(known.told).toEqual([]);
  await known.client.ask(READ);
  expect(known.told).toEqual([{ why: "it answers 503", patience: 60_000 }]);
  const slowed = against([{ status: 429, retryAfter: "0" }, user]);
  await slowed.client.ask(READ);
  expect(slowed.told).toEqual([]);
});

test("an answer that is not expected ends the piece of work, and is told with its detail", async () => {
  const { client, figures } = against([{ status: 400, body: { detail: "Not so." } }]);
  await expect(client.ask(READ)).rejects.toThrow(Refused);
  expect(figures.allUnexpected).toEqual([
    { what: "read was answered 400", status: 400, count: 1, example: "GET /Users/1: Not so." },
  ]);
});

test("no JSON object is unexpected", async () => {
  const { client, figures } = against([{ status: 200, body: [1] }]);
  await expect(client.ask(READ)).rejects.toThrow(Refused);
  expect(figures.allUnexpected).toMatchObject([{ what: "read was answered 200 with no JSON object" }]);
});

test("a DELETE that is answered 404 is right only where a try before was not answered", async () => {
  expect(await against(["lost", { status: 404 }]).client.ask(DROP)).toMatchObject({ status: 404 });
  await expect(against([{ status: 404 }]).client.ask(DROP)).rejects.toThrow(Refused);
});

test("a server that is away for too long is given up", async () => {
  await expect(against(["lost"], { tries: 1_000 }, 20).client.ask(READ)).rejects.toThrow(Unreachable);
  await expect(against([{ status: 503 }], { tries: 1_000 }, 20).client.ask(READ)).rejects.toThrow(/it answers 503/);
});

test("who is told to stop waits for nothing and sends nothing any more", async () => {
  const stop = new AbortController();
  const { client, sent } = against(["lost"], { wait: () => 60_000 }, 1_000, stop.signal);
  const asked = client.ask(READ);
  setTimeout(() => stop.abort(), 20);
  await expect(asked).rejects.toThrow(/abort/i);
  await expect(client.ask(READ)).rejects.toThrow(/abort/i);
  expect(sent).toHaveLength(1);
});

test("one request that is never answered is given up, and counted", async () => {
  const { client, figures, sent } = against(["lost"]);
  await expect(client.ask(READ)).rejects.toThrow(Refused);
  expect(sent).toHaveLength(5);
  expect(figures.allUnexpected).toMatchObject([{ what: "read was given up: there is no answer" }]);
});

describe("a 429", () => {
  const later = { status: 429, retryAfter: "1" };

  test("stops all requests of one whose cycle it pauses, and of another only the one", async () => {
    for (const pausesAll of [true, false]) {
      const { client, sent } = against([later, user], { pausesAll });
      const first = client.ask(READ);
      await new Promise((resolve) => setTimeout(resolve, 20));
      await Promise.all([first, client.ask(READ)]);
      const [refused, ...others] = sent.map(({ at }) => at);
      const waits = others.map((at) => at - (refused ?? 0)).sort((a, b) => a - b);
      expect(waits[0]).toBeGreaterThan(pausesAll ? 990 : 15);
      if (!pausesAll) expect(waits[0]).toBeLessThan(900);
      expect(waits[1]).toBeGreaterThan(990);
    }
  });

  test("for ever is given up, and a Retry-After of 0 is no reason to flood", async () => {
    for (const pausesAll of [true, false]) {
      const { client, sent } = against([{ status: 429, retryAfter: "0" }], { pausesAll }, 350);
      await expect(client.ask(READ)).rejects.toThrow(Unreachable);
      await expect(client.ask(READ)).rejects.toThrow(/has done nothing for .* seconds \(it answers 429\)/);
      expect(sent.length).toBeLessThan(9);
    }
  });

  test("may name a date", async () => {
    const inTwoSeconds = new Date(Date.now() + 2_000).toUTCString();
    const { client, sent, figures } = against([{ status: 429, retryAfter: inTwoSeconds }, user]);
    await client.ask(READ);
    expect((sent[1]?.at ?? 0) - (sent[0]?.at ?? 0)).toBeGreaterThan(500);
    expect(figures.repeated.throttled).toBe(1);
  });
});

test("more than a share of refused writes, of twenty at least, is a quarantine; a new cycle counts anew", async () => {
  const { client } = against([{ status: 400 }], { quarantineAbove: 0.4 });
  for (let i = 0; i < 19; i++) await expect(client.ask(MAKE)).rejects.toThrow(Refused);
  await expect(client.ask(MAKE)).rejects.toThrow(Quarantined);
  client.startCycle();
  await expect(client.ask(MAKE)).rejects.toThrow(Refused);
});

test("reads that are refused quarantine nobody", async () => {
  const { client } = against([{ status: 400 }], { quarantineAbove: 0.4 });
  for (let i = 0; i < 30; i++) await expect(client.ask(READ)).rejects.toThrow(Refused);
});

describe("a POST that is not answered", () => {
  const made = { status: 201, body: { id: "new" } };

  test("is looked for before it is sent again", async () => {
    const { client, sent } = against(["lost", made]);
    const seen = [undefined, { id: "old" }];
    expect(await findOrCreate(client, async () => seen.shift(), MAKE)).toEqual({
      resource: { id: "old" },
      isNew: true,
    });
    expect(sent).toHaveLength(1);
  });

  test("is sent again where it is not found, and a 409 then means that it is there by now", async () => {
    const { client, figures, sent } = against(["lost", { status: 409 }, made]);
    const seen = [undefined, undefined, { id: "late" }];
    expect(await findOrCreate(client, async () => seen.shift(), MAKE)).toMatchObject({ resource: { id: "late" } });
    expect(sent).toHaveLength(2);
    expect(figures.unexpectedCount).toBe(0);
  });

  test("a 409 to the first is unexpected, and who is found is nobody new", async () => {
    await expect(findOrCreate(against([{ status: 409 }]).client, async () => undefined, MAKE)).rejects.toThrow(Refused);
    const { client } = against([made]);
    expect(await findOrCreate(client, async () => ({ id: "a" }), MAKE)).toEqual({
      resource: { id: "a" },
      isNew: false,
    });
  });
});

test("figures keep percentiles by kind, and count what is unexpected beyond what they list", () => {
  const figures = new Figures();
  for (let ms = 1; ms <= 100; ms++) figures.answered("read", ms);
  expect(figures.times()).toEqual([
    {
      kind: "read",
      count: 100,
      p50: expect.closeTo(50, 0),
      p95: expect.closeTo(95, 0),
      p99: expect.closeTo(99, 0),
      max: expect.closeTo(100, 0),
    },
  ]);
  for (let i = 0; i < 70; i++) figures.unexpected(`kind ${i}`, "example");
  expect(figures.unexpectedCount).toBe(70);
  expect(figures.allUnexpected).toHaveLength(51);
  expect(figures.allUnexpected.at(-1)).toMatchObject({ count: 20 });
});
