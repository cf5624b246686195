/** How long the console's lists take on our server: each of them among few users and among many. */

import { makeSetupLink } from "../src/accounts/setup-links.ts";
import type { Sql } from "../src/db/connect.ts";
import type { OrgId } from "../src/db/ids.ts";
import { writeCursor } from "../src/directory/lists/position.ts";
import { withPool } from "./postgres.ts";
import type { Server } from "./servers.ts";

/** What --only calls it. */
export const LISTS = "lists";
/** Each list is asked for so often, one request at a time, and the first few are not counted. */
const TIMES = 25;
const WARM = 5;
/** Of a hundred users so many are suspended, of ten thousand so many made by hand. */
const SUSPENDED = 2;
const BY_HAND = 5;
const RARE = "rare.example";

/** The median of a list's answers, in milliseconds. */
export type ListTimes = ReadonlyMap<string, number>;

/** A list's times among few and among many users. */
export interface ListRow {
  readonly title: string;
  readonly smallMs: number;
  readonly largeMs: number;
}

interface Prepared {
  readonly orgId: OrgId;
  /** The ids of groups with few and with many members. */
  readonly small: string;
  readonly large: string;
  /** A user in the middle. */
  readonly middle: { readonly id: string; readonly name: string; readonly userName: string };
}

/** The directory gets what lists are filtered by: users that are suspended, made by hand, of a rare domain. */
async function prepare(sql: Sql): Promise<Prepared> {
  const [{ orgId }] = await sql<[{ orgId: OrgId }]>`select id as "orgId" from organizations`;
  await sql`
    update users set
      body = case
        when hash % 10000 = 0 then jsonb_set(body, '{userName}', to_jsonb(split_part(body ->> 'userName', '@', 1) || ${`@${RARE}`}::text))
        when hash % 100 < ${SUSPENDED}::integer then jsonb_set(body, '{active}', 'false') else body end,
      connection_id = case when hash % 10000 < ${BY_HAND}::integer then null else connection_id end
    from (select id as hashed, abs(hashtext(id::text)) as hash from users) as each
    where each.hashed = users.id and users.org_id = ${orgId} and (hash % 10000 < ${BY_HAND}::integer or hash % 100 < ${SUSPENDED}::integer)`;
  await sql`vacuum analyze users`;
  const groups = await sql<{ id: string; members: number }[]>`
    select group_id as id, count(*) as members from memberships where org_id = ${orgId} group by 1 order by 2`;
  const [small, large] = [groups[0]?.id, groups.at(-1)?.id];
  if (small === undefined || large === undefined) throw new Error("no group has members");
  const [middle] = await sql<Prepared["middle"][]>`
    select id, name_key as name, user_name_key as "userName" from users where org_id = ${orgId}
    order by name_key, id limit 1 offset (select count(*) / 2 from users where org_id = ${orgId})`;
  if (!middle) throw new Error("there are no users");
  return { orgId, small, large, middle };
}

/** Asks `server`, on the database at `url`, for each list. */
export async function timeLists(url: string, { port }: Server): Promise<ListTimes> {
  return withPool(url, async (sql) => {
    const prepared = await prepare(sql);
    const address = `http://127.0.0.1:${port}/api`;
    const secret = await makeSetupLink(sql, prepared.orgId, null);
    const signedIn = await fetch(`${address}/set-up`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        secret,
        name: "Bench",
        email: "bench@example.net",
        password: `bench ${crypto.randomUUID()}`,
      }),
    });
    if (signedIn.status !== 204) throw new Error(`the console was not set up: ${await signedIn.text()}`);
    const cookie = signedIn.headers
      .getSetCookie()
      .map((one) => one.split(";", 1)[0])
      .join("; ");
    const ask = async (path: string) => {
      const answer = await fetch(`${address}${path}`, { headers: { cookie } });
      const body = await answer.text();
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${body}`);
    };
    const times = new Map<string, number>();
    for (const [title, path] of lists(prepared)) times.set(title, await median(() => ask(path)));
    return times;
  });
}

function lists({ small, large, middle }: Prepared): readonly (readonly [string, string])[] {
  const cursor = (sort: string, key: string) =>
    writeCursor(`users ${sort} ascending`, { key, id: middle.id, back: false, count: 0 });
  return [
    ["users, first page by name", "/users?sort=name"],
    ["users, last names first", "/users?sort=name&order=descending"],
    ["users, a page in the middle by name", `/users?sort=name&cursor=${cursor("name", middle.name)}`],
    ["users by userName", "/users?sort=userName"],
    ["users, a page in the middle by userName", `/users?sort=userName&cursor=${cursor("userName", middle.userName)}`],
    ["users, latest first", "/users?sort=created&order=descending"],
    ["users, a page in the middle by creation", `/users?sort=created&cursor=${cursor("created", "")}`],
    ["users, a search that finds few", "/users?search=user77"],
    ["users, a search that finds all", "/users?search=u"],
    ["users, suspended", "/users?status=suspended"],
    ["users, active", "/users?status=active"],
    ["users, by hand", "/users?source=by%20hand"],
    ["users of a rare domain", `/users?domain=${RARE}`],
    ["users of the usual domain", "/users?domain=example.com"],
    ["users of a small group", `/users?group=${small}`],
    ["users of a large group", `/users?group=${large}`],
    ["how many users", "/users/count"],
    ["how many are suspended", "/users/count?status=suspended"],
    ["groups by name", "/groups"],
  ];
}

async function median(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < TIMES; n++) {
    const start = performance.now();
    await run();
    if (n >= WARM) times.push(performance.now() - start);
  }
  times.sort((one, other) => one - other);
  return times[Math.floor(times.length / 2)] ?? 0;
}

/** The rows of both directories. */
export function listRows(small: ListTimes, large: ListTimes): ListRow[] {
  return [...small].map(([title, smallMs]) => ({ title, smallMs, largeMs: large.get(title) ?? Number.NaN }));
}
