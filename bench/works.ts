/** The works: what is asked of either server, and what design/quality.md wants of ours. */

import type { Facts } from "./database.ts";
import { type Request, requestText } from "./load.ts";
import type { Server } from "./servers.ts";

/** A server that is filled, with the token it knows. */
export interface Subject {
  readonly server: Server;
  readonly token: string;
  readonly facts: Facts;
}

export interface Work {
  /** What --only calls it. */
  readonly name: string;
  readonly title: (facts: Facts) => string;
  readonly database: "small" | "large";
  /** Whether one request is under way at a time, whatever --concurrency says: writes to one group wait for each other. */
  readonly oneByOne?: boolean;
  /** The least ratio to the bare limit; undefined where another row is what it is held against. */
  readonly goal: number | undefined;
  /** Requests to a server, each different from those before; what they change, they change once. */
  readonly requests: (subject: Subject) => () => Request;
  /** What the answer to a first request must contain: a status alone does not say that anything was found. */
  readonly proof: RegExp | undefined;
}

/** Two works of ours in the same rounds: how much longer the second may take. */
export interface Comparison {
  readonly title: string;
  readonly of: string;
  readonly against: string;
  readonly goal: number;
}

const filter = (name: string, database: Work["database"]): Work => ({
  name,
  title: ({ users }) => `GET /Users?filter=userName eq, among ${count(users)}`,
  database,
  goal: 0.7,
  requests: (subject) => {
    const next = inTurn(subject.facts.userNames);
    return () => request(subject, "GET", `/Users?filter=${encodeURIComponent(`userName eq "${next()}"`)}`, 200);
  },
  proof: /"userName": ?"user\d+@example\.com"/,
});

const addMember = (name: string, size: number): Work => ({
  name,
  title: () => `PATCH /Groups/{id}, a member more, of ${count(size)}`,
  database: "large",
  oneByOne: true,
  goal: undefined,
  requests: (subject) => {
    const { facts, server } = subject;
    let used = 0;
    return () => {
      const id = facts.outsiders[used++];
      if (id === undefined)
        throw new Error(`All ${facts.outsiders.length} users are members by now: shorten the rounds.`);
      const patch = operation({ op: "add", path: "members", value: [{ value: id }] });
      return request(subject, "PATCH", `/Groups/${facts.groups[size]}`, server.kind === "limit" ? 200 : 204, patch);
    };
  },
  proof: undefined,
});

export const SMALL = 1_000;
export const SIZES = [10, 100_000] as const;

/** The works, those in one row taken in turn in the same rounds. */
export const works: readonly (readonly Work[])[] = [
  [
    {
      name: "read",
      title: () => "GET /Users/{id}",
      database: "large",
      goal: 0.75,
      requests: (subject) => {
        const next = inTurn(subject.facts.userIds);
        return () => request(subject, "GET", `/Users/${next()}`, 200);
      },
      proof: /"groups": ?\[\{/,
    },
  ],
  [filter("filter-small", "small"), filter("filter-large", "large")],
  [
    {
      name: "post",
      title: () => "POST /Users",
      database: "large",
      goal: 0.6,
      requests: (subject) => {
        let n = 0;
        return () => request(subject, "POST", "/Users", 201, newUser(subject.facts.template, ++n));
      },
      proof: /"userName": ?"new-1@example\.com"/,
    },
  ],
  [
    {
      name: "patch",
      title: () => "PATCH /Users/{id}, an attribute",
      database: "large",
      goal: 0.6,
      requests: (subject) => {
        const next = inTurn(subject.facts.userIds);
        let n = 0;
        return () =>
          request(
            subject,
            "PATCH",
            `/Users/${next()}`,
            200,
            operation({ op: "replace", value: { title: `Role ${++n}` } }),
          );
      },
      proof: /"title": ?"Role 1"/,
    },
  ],
  [addMember("member-small", SIZES[0]), addMember("member-large", SIZES[1])],
];

export const comparisons: readonly Comparison[] = [
  { title: "filter among many users, against few", of: "filter-large", against: "filter-small", goal: 1.2 },
  {
    title: `member of ${count(SIZES[1])}, against ${SIZES[0]}`,
    of: "member-large",
    against: "member-small",
    goal: 1.2,
  },
];

/** 100000 as 100,000. */
export function count(number: number): string {
  return number.toLocaleString("en-US");
}

function request({ server, token }: Subject, method: string, path: string, status: number, body?: string): Request {
  return { text: requestText(method, server.prefix + path, token, body), status };
}

function operation(operation: object): string {
  return JSON.stringify({ schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations: [operation] });
}

/** A user like the stored ones, of whom there is none yet. */
function newUser(template: Facts["template"], n: number): string {
  const userName = `new-${n}@example.com`;
  const emails = [{ type: "work", primary: true, value: userName }];
  return JSON.stringify({ ...template, userName, externalId: `new-${n}`, emails });
}

/** One after the other, and again: two requests for the same are never under way at once. */
function inTurn<T>(values: readonly T[]): () => T {
  let i = 0;
  return () => {
    const value = values[i++ % values.length];
    if (value === undefined) throw new Error("there is nothing to ask for");
    return value;
  };
}
