/** Who asks: from a request's cookie to the person, as the database says at this moment. */

import type { FastifyRequest } from "fastify";
import { ADDRESS_HEADER } from "../accounts/client-address.ts";
import { type Person, personIn } from "../accounts/person.ts";
import { readSession, type Session } from "../accounts/session.ts";
import type { SignIn } from "../accounts/sign-in.ts";
import type { Sql } from "../db/connect.ts";
import { Refused } from "./refused.ts";

/** A session and whose it is. */
export interface SignedIn {
  readonly sessionId: string;
  readonly accountId: string;
  readonly email: string;
  readonly person: Person;
  /** When the person last proved who they are. */
  readonly confirmedAt: Date;
}

/** A request's headers as better-auth takes them; the client's address is the one that the server trusts. */
export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one);
  }
  headers.set(ADDRESS_HEADER, request.ip);
  return headers;
}

/** The session that the request's cookie holds, whatever its person may do by now. */
export async function sessionOf(request: FastifyRequest, auth: SignIn, sql: Sql): Promise<Session | undefined> {
  const { authCookies, secret } = await auth.$context;
  return readSession(sql, { name: authCookies.sessionToken.name, secret }, request.headers.cookie);
}

/**
 * Who the request is from.
 * @throws Refused 401 without a valid session, or one whose person has lost access since
 */
export async function whoIs(request: FastifyRequest, auth: SignIn, sql: Sql): Promise<SignedIn> {
  const session = await sessionOf(request, auth, sql);
  if (!session) throw notSignedIn();
  const { id, accountId, email, orgId, confirmedAt } = session;
  // Where access has ended, the session does not go on in another organization: a page would act there unseen.
  const person = orgId ? await personIn(sql, accountId, orgId) : undefined;
  if (!person) throw notSignedIn();
  return { sessionId: id, accountId, email, person, confirmedAt };
}

function notSignedIn(): Refused {
  return new Refused(401, "not signed in", "Sign in to go on.");
}
