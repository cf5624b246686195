/** Who asks: from a request's cookie to the person, as the database says at this moment. */

import type { FastifyRequest } from "fastify";
import { ADDRESS_HEADER } from "../accounts/client-address.ts";
import { type Person, personIn } from "../accounts/person.ts";
import type { SignIn } from "../accounts/sign-in.ts";
import type { Sql } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";
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

/**
 * Who the request is from.
 * @throws Refused 401 without a valid session, or one whose person has lost access since
 */
export async function whoIs(request: FastifyRequest, auth: SignIn, sql: Sql): Promise<SignedIn> {
  const found = await auth.api.getSession({ headers: headersOf(request) });
  if (!found) throw notSignedIn();
  const { session, user } = found;
  // Where access has ended, the session does not go on in another organization: a page would act there unseen.
  const person = session.orgId ? await personIn(sql, user.id, session.orgId as OrgId) : undefined;
  if (!person) throw notSignedIn();
  return {
    sessionId: session.id,
    accountId: user.id,
    email: user.email,
    person,
    confirmedAt: session.confirmedAt ?? session.createdAt,
  };
}

function notSignedIn(): Refused {
  return new Refused(401, "not signed in", "Sign in to go on.");
}
