/**
 * What simulators send, held against the traffic that identity providers document (e2e/traffic) and against
 * how-they-behave.md, so that they can't drift into what our server happens to like.
 */

import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startMuster } from "../../e2e/support/muster.ts";
import { readScenario, type Scenario } from "../../e2e/traffic/player.ts";
import { USER_AGENT } from "../client/line.ts";
import { found } from "../company/found.ts";
import { dialect } from "../dialects.ts";
import type { KindName } from "../kinds.ts";
import { simulate } from "../simulate.ts";
import { isAsExpected } from "../summary.ts";
import { type Seen, startProxy } from "../testing.ts";
import { type Sent, shapesOf } from "./testing.ts";

vi.setConfig({ hookTimeout: 180_000 });

const muster = await startMuster();
afterAll(() => muster.stop());
const behaviour = await readFile(new URL("how-they-behave.md", import.meta.url), "utf8");

/** What may be sent although the traffic file has it not: words of how-they-behave.md, and the shapes that they allow. */
type Allowed = readonly (readonly [quote: string, ...shapes: RegExp[]])[];

interface Expected {
  readonly file: string;
  /** Reads of this file are sent, too: they are the same in all shapes. */
  readonly readsOf?: string;
  readonly runs: readonly (readonly [KindName, (string | undefined)?, string?])[];
  readonly allowed: Allowed;
}

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const URN = "urn:ietf:params:scim:schemas:extension:enterprise:2\\.0:User";
const OPERATIONS = "PATCH `op` as `Add`/`Replace`/`Remove`";
const KEYS_ARE_PATHS = "PATCH without path and with keys that are paths";
const MADE_FROM_FILTER =
  '`replace`/`add` on `emails[type eq "work"].value`, `addresses[type eq "work"].formatted`, `phoneNumbers[type eq "mobile"].value`';
const POSTED: Allowed = [
  [MADE_FROM_FILTER, /^POST \/Users (phoneNumbers|addresses)\[\]\.(type|value|formatted): string$/],
  [
    '`{"op":"Add","value":{"name.givenName":"A","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"',
    new RegExp(`^POST /Users (\\{text\\}|${URN}\\.\\{text\\}): string$`),
  ],
];

const EXPECTED: readonly Expected[] = [
  {
    file: "entra-default",
    runs: [
      ["entra", "default"],
      ["entra", "default", "externalId"],
      ["entra", "default", "email"],
    ],
    allowed: [
      ...POSTED,
      [
        OPERATIONS,
        new RegExp(
          `^PATCH /Users/\\{id\\} op (Add|Replace) (userName|\\{text\\}|name\\.\\w+|${URN}:(manager|\\{text\\})): string$`,
        ),
      ],
      [
        OPERATIONS,
        new RegExp(
          `^PATCH /Users/\\{id\\} op Remove (\\{text\\}|${URN}:(manager|\\{text\\})|\\w+\\[type eq "\\w+"\\]\\.\\w+)$`,
        ),
      ],
      [
        MADE_FROM_FILTER,
        /^PATCH \/Users\/\{id\} op (Add|Replace) (emails|addresses|phoneNumbers)\[type eq "\w+"\]\.\w+: string$/,
      ],
      [KEYS_ARE_PATHS, /^PATCH \/Users\/\{id\} op Add \{.+\}: string$/],
    ],
  },
  {
    file: "entra-flag",
    readsOf: "entra-default",
    runs: [["entra", "aadOptscim062020"]],
    allowed: [
      ...POSTED,
      [
        OPERATIONS,
        new RegExp(
          `^PATCH /Users/\\{id\\} op remove (\\{text\\}|${URN}:(manager|\\{text\\})|\\w+\\[type eq "\\w+"\\]\\.\\w+)$`,
        ),
      ],
      [
        MADE_FROM_FILTER,
        /^PATCH \/Users\/\{id\} op (add|replace) (emails|addresses|phoneNumbers)\[type eq "\w+"\]\.\w+: string$/,
      ],
      ["`manager` a bare id", new RegExp(`^PATCH /Users/\\{id\\} op (add|replace) ${URN}:manager: string$`)],
      [KEYS_ARE_PATHS, /^PATCH \/(Users|Groups)\/\{id\} op replace \{.+\}: string$/],
      ["DELETE comes later", /^DELETE \/(Users|Groups)\/\{id\}$/],
    ],
  },
  {
    file: "okta",
    runs: [
      ["okta", "wizard"],
      ["okta", "catalogue"],
    ],
    allowed: [
      ["import by `startIndex`/`count=100`", /^GET \/Users\?startIndex=\{n\}&count=100$/],
      ["Governance reads `/ResourceTypes`, `/Schemas`", /^GET \/(ResourceTypes|Schemas)$/],
    ],
  },
  {
    file: "google",
    runs: [["google"], ["google", undefined, "email"]],
    allowed: [],
  },
];

/** A request of the traffic file as the player sends it: what it leaves out of the headers is the player's. */
function documented({ steps }: Scenario): Sent[] {
  const requests = steps.map(({ request }) => request);
  // Headers count where any are documented; else the player's own stand for them.
  const isDocumented = (hasBody: boolean) =>
    requests.some(({ headers, body }) => headers !== undefined && (body !== undefined) === hasBody);
  return requests.map(({ method, path, headers, body }) => {
    const asPlayed = {
      accept: "application/scim+json",
      ...(body !== undefined && { "content-type": "application/scim+json" }),
    };
    const counts = headers !== undefined || !isDocumented(body !== undefined);
    return { method, path, body, headers: counts ? { ...asPlayed, ...headers } : undefined };
  });
}

function parsed({ method, path, headers, body }: Seen): Sent {
  return {
    method,
    path: path.replace("/scim/v2", ""),
    headers,
    body: body === "" ? undefined : JSON.parse(body),
  };
}

type Asked = Expected["runs"][number];

/** All that a simulator sends in a life with everything in it; played once. */
const played = new Map<string, Promise<Sent[]>>();

function play(asked: Asked): Promise<Sent[]> {
  const key = asked.join(" ");
  const known = played.get(key) ?? playNow(asked);
  played.set(key, known);
  return known;
}

async function playNow(asked: Asked): Promise<Sent[]> {
  const { token, domain, scim } = await muster.organization();
  const proxy = await startProxy(muster.address);
  const url = new URL(`${proxy.address}/scim/v2`);
  const plan = { seed: "28", users: 60, groups: 6, domain };
  const run = { ...plan, concurrency: 8, url, token, dialect: dialect(...asked) };
  // One is there already, with a name and nothing else; nothing but an address finds it.
  const [, , { address: userName = "" } = {}] = [...found(plan).people.values()];
  const bare = { schemas: [USER], userName, emails: [{ type: "work", value: userName }] };
  if (asked[2] !== "externalId") expect((await scim("POST", "/Users", bare)).status).toBe(201);
  // The second takes over what the first has left.
  for (const rounds of [0, 4]) expect(isAsExpected(await simulate({ ...run, rounds }))).toBe(true);
  await proxy.stop();
  return proxy.seen.filter(({ headers }) => headers["user-agent"] !== USER_AGENT).map(parsed);
}

/** What is sent and allowed by nothing; what writes are documented and never sent. */
function compare(sent: readonly Sent[], { file, allowed }: Expected, traffic: readonly Sent[], reads: readonly Sent[]) {
  const isMapped = file.startsWith("entra");
  const shapes = (requests: readonly Sent[]) => new Set(requests.flatMap((one) => shapesOf(one, isMapped)));
  const [ours, theirs, known] = [shapes(sent), shapes(traffic), shapes([...traffic, ...reads])];
  const patterns = allowed.flatMap(([, ...regexps]) => regexps);
  return {
    unknown: [...ours].filter((shape) => !known.has(shape) && !patterns.some((pattern) => pattern.test(shape))),
    unsent: [...theirs].filter((shape) => /^(POST|PUT|PATCH|DELETE) /.test(shape) && !ours.has(shape)),
  };
}

for (const expected of EXPECTED) {
  const read = async (file: string) =>
    documented(await readScenario(new URL(`../../e2e/traffic/${file}.json`, import.meta.url)));

  describe(expected.file, () => {
    let [sent, traffic, reads]: Sent[][] = [];
    const differences = (requests: readonly Sent[]) => compare(requests, expected, traffic ?? [], reads ?? []);
    beforeAll(async () => {
      traffic = await read(expected.file);
      reads = (await read(expected.readsOf ?? expected.file)).filter(({ method }) => method === "GET");
      sent = (await Promise.all(expected.runs.map(play))).flat();
    });

    test("each shape that is sent is documented, and each write that is documented is sent", () => {
      expect(differences(sent ?? [])).toEqual({ unknown: [], unsent: [] });
    });

    test("what is allowed beyond the traffic is in how-they-behave.md, word for word, and is needed", () => {
      const shapes = (sent ?? []).flatMap((one) => shapesOf(one, expected.file.startsWith("entra")));
      for (const [quote, ...patterns] of expected.allowed) {
        expect(behaviour).toContain(quote);
        for (const pattern of patterns)
          expect(
            shapes.some((shape) => pattern.test(shape)),
            String(pattern),
          ).toBe(true);
      }
    });

    test.each(changesOf(expected.file))("a simulator that %s is noticed", (_, change) => {
      const changed = (sent ?? []).map((one) => structuredClone(one)).map(change);
      expect(changed).not.toEqual(sent);
      const { unknown, unsent } = differences(changed);
      expect([...unknown, ...unsent]).not.toEqual([]);
    });
  });
}

type Change = (sent: Sent) => Sent;

/** Simulators as they should not become. */
function changesOf(file: string): [string, Change][] {
  const inBody =
    (change: (text: string) => string): Change =>
    (sent) =>
      sent.body === undefined ? sent : { ...sent, body: JSON.parse(change(JSON.stringify(sent.body))) };
  const inPath =
    (change: (path: string) => string): Change =>
    (sent) => ({ ...sent, path: change(sent.path) });
  const always: [string, Change][] = [
    ["sends another accept", (sent) => ({ ...sent, headers: { ...sent.headers, accept: "*/*" } })],
    ["sends a header more", (sent) => ({ ...sent, headers: { ...sent.headers, "if-match": "*" } })],
    ["sends an attribute that it did not", inBody((text) => text.replace('"userName":', '"nickName":"A","userName":'))],
    ["leaves an attribute out", inBody((text) => text.replace(/"active":(true|false),?/, "").replace(",}", "}"))],
    ["matches by another operator", inPath((path) => path.replace("%20eq%20", "%20sw%20"))],
  ];
  const others: Readonly<Record<string, [string, Change][]>> = {
    "entra-default": [
      ["spells operations small", inBody((text) => text.replaceAll('"op":"Add"', '"op":"add"'))],
      ["sends booleans as such", inBody((text) => text.replace(/"(True|False)"/, "false"))],
      ["leaves $ref out", inBody((text) => text.replaceAll('"$ref":null,', ""))],
      [
        "sends the manager as an object",
        inBody((text) => text.replace(/(:manager","value":)("[^"]+")/, '$1{"value":$2}')),
      ],
      ["reads groups with their members", inPath((path) => path.replace("excludedAttributes=members", ""))],
    ],
    "entra-flag": [
      ["spells operations large", inBody((text) => text.replaceAll('"op":"replace"', '"op":"Replace"'))],
      ["sends booleans as strings", inBody((text) => text.replace(/"value":(true|false)/, '"value":"False"'))],
      [
        "removes members by their values",
        inBody((text) =>
          text.replace(/"path":"members\[value eq \\"(.+?)\\"\]"/, '"path":"members","value":[{"value":"$1"}]'),
        ),
      ],
    ],
    okta: [
      ["sends no password", inBody((text) => text.replace(/"password":"[^"]+",/, ""))],
      [
        "names a path where it names none",
        inBody((text) =>
          text.replace('"op":"replace","value":{"active":', '"op":"replace","path":"active","value":{"active":'),
        ),
      ],
      ["sends another user agent", (sent) => ({ ...sent, headers: { ...sent.headers, "user-agent": "Okta" } })],
      [
        "deletes users",
        (sent) => (sent.method === "DELETE" ? { ...sent, path: sent.path.replace("Groups", "Users") } : sent),
      ],
    ],
    google: [
      ["gives emails a type", inBody((text) => text.replace('"emails":[{', '"emails":[{"type":"work",'))],
      ["sends an externalId", inBody((text) => text.replace('"userName":', '"externalId":"1","userName":'))],
    ],
  };
  return [...always, ...(others[file] ?? [])];
}

test("an app of Okta's wizard sends no PATCH, and one of the catalogue replaces no group", async () => {
  const written = async (shape: string) => {
    const sent = await play(["okta", shape]);
    return sent.map(({ method, path }) => `${method} ${path.split("/", 2)[1]}`);
  };
  expect((await written("wizard")).filter((line) => line.startsWith("PATCH"))).toEqual([]);
  const catalogue = await written("catalogue");
  expect(catalogue).not.toContain("PUT Groups");
  expect(catalogue).toContain("PUT Users");
});
