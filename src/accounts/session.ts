/** Sessions: from a browser's cookie to whose it is, and how they end. They are better-auth's rows. */

import { createHmac, timingSafeEqual } from "node:crypto";
import type { Fragment, Queryable } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";

/** A session lasts so long, whatever is done with it. */
export const SESSION_DAYS = 7;
/** One that nobody uses ends sooner. */
const IDLE = "24 hours";
/** Its last use is stored so often, so that a read does not cost a write each time. */
const NOTED_EVERY = "1 minute";

/** A cookie that better-auth signs. */
export interface SignedCookie {
  readonly name: string;
  /** What it is signed with. */
  readonly secret: string;
}

export interface Session {
  readonly id: string;
  readonly accountId: string;
  readonly email: string;
  /** The organization that the person sees. */
  readonly orgId: OrgId | null;
  /** When the person last proved who they are. */
  readonly confirmedAt: Date;
}

/** The session that a request's `Cookie` header holds; undefined when it holds none that is valid at this moment. */
export async function readSession(
  sql: Queryable,
  cookie: SignedCookie,
  header: string | undefined,
): Promise<Session | undefined> {
  const token = signedValue(cookie, header ?? "");
  if (token === undefined) return undefined;
  const [session] = await sql<Session[]>`
    with used as (
      update sessions set "updatedAt" = now()
      where token = ${token} and "updatedAt" < now() - ${NOTED_EVERY}::interval and ${isAlive(sql, "sessions")}
    )
    select s.id, s."userId" as "accountId", a.email, s."orgId", coalesce(s."confirmedAt", s."createdAt") as "confirmedAt"
    from sessions s join accounts a on a.id = s."userId"
    where s.token = ${token} and ${isAlive(sql, "s")}`;
  return session;
}

/** Whether a row of `sessions`, called `s`, is neither over nor forgotten. */
function isAlive(sql: Queryable, s: string): Fragment {
  return sql`${sql(s)}."expiresAt" > now() and ${sql(s)}."updatedAt" > now() - ${IDLE}::interval`;
}

/** A session as its owner sees it among theirs. */
export interface ListedSession {
  readonly id: string;
  readonly userAgent: string | null;
  readonly address: string | null;
  readonly signedInAt: Date;
  readonly lastUsedAt: Date;
}

/** The sessions of an account, the one used last first. */
export function listSessions(sql: Queryable, accountId: string): Promise<ListedSession[]> {
  return sql<ListedSession[]>`
    select s.id, s."userAgent", s."ipAddress" as address, s."createdAt" as "signedInAt", s."updatedAt" as "lastUsedAt"
    from sessions s where s."userId" = ${accountId}::uuid and ${isAlive(sql, "s")}
    order by s."updatedAt" desc limit 200`;
}

/** Ends one session of the account. @returns how many ended: one, or none where there is no such session of theirs */
export async function endSession(tx: Queryable, accountId: string, sessionId: string): Promise<number> {
  return (await tx`delete from sessions where id = ${sessionId}::uuid and "userId" = ${accountId}::uuid`).count;
}

/** Ends all sessions of the account but one. @returns how many */
export async function endOtherSessions(tx: Queryable, accountId: string, sessionId: string): Promise<number> {
  return (await tx`delete from sessions where "userId" = ${accountId}::uuid and id <> ${sessionId}::uuid`).count;
}

/** Removes the sessions that are over, and what nobody waits for any more between two steps of signing in. */
export async function endOldSessions(sql: Queryable): Promise<void> {
  await sql`delete from sessions where "expiresAt" < now() or "updatedAt" < now() - ${IDLE}::interval`;
  await sql`delete from verifications where "expiresAt" < now()`;
}

/** What the cookie holds in a request's `Cookie` header, if we have signed it. */
export function signedValue({ name, secret }: SignedCookie, header: string): string | undefined {
  const pair = header.split("; ").find((one) => one.startsWith(`${name}=`));
  if (pair === undefined) return undefined;
  const [, value, signature] = /^(.+)\.([A-Za-z0-9+/]{43}=)$/.exec(decoded(pair.slice(name.length + 1))) ?? [];
  if (value === undefined || signature === undefined) return undefined;
  const right = createHmac("sha256", secret).update(value).digest();
  return timingSafeEqual(right, Buffer.from(signature, "base64")) ? value : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
