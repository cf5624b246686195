/** One request of an identity provider on its way through: what came, who it is from, what is to be remembered of it. */

import type { FastifyRequest } from "fastify";
import { newId, type RequestId } from "../db/ids.ts";
import type { Caller } from "../directory/caller.ts";
import { type IncomingRequest, withoutTokens } from "../requests/record.ts";
import type { ScimType } from "../scim/errors.ts";
import type { TokenHash } from "../tokens/token.ts";
import { readAuthorization } from "./authorization.ts";

export interface Exchange extends IncomingRequest {
  /** The hash of the token that it came with, or why there is none. */
  readonly token: TokenHash | "missing" | "malformed";
  /** Who it is from, once the database has said so. */
  caller: Caller | undefined;
  body: string | undefined;
  resourceType: "user" | "group" | undefined;
  resourceId: string | undefined;
  notes: readonly string[];
  /** Of a list: how many resources the answer has. */
  results: number | undefined;
  /** Whether a write has stored it in its own statement. */
  stored: boolean;
  /** Why the token was refused, for our log; undefined while it was not. */
  refusedToken: "missing" | "malformed" | "unknown" | "revoked" | "expired" | "SCIM is off" | undefined;
  /** What the answer said, where it was an error. */
  error: { readonly scimType: ScimType | undefined; readonly detail: string } | undefined;
}

/** What is known of `request` on arrival. */
export function arrived(request: FastifyRequest): Exchange {
  return {
    id: newId<RequestId>(),
    at: new Date(),
    method: request.method,
    path: request.originalUrl,
    client: clientOf(request),
    address: request.ip,
    token: readAuthorization(request.headers.authorization),
    caller: undefined,
    body: undefined,
    resourceType: undefined,
    resourceId: undefined,
    notes: [],
    results: undefined,
    stored: false,
    refusedToken: undefined,
    error: undefined,
  };
}

const LONGEST_CLIENT = 500;

/** The User-Agent. A token that was pasted into it is not kept with the token's last use either. */
function clientOf({ headers }: FastifyRequest): string | undefined {
  const client = headers["user-agent"];
  return client && withoutTokens(client).slice(0, LONGEST_CLIENT);
}

/** Notes who the request is from. */
export function isFrom(exchange: Exchange, { orgId, connectionId }: Caller): void {
  exchange.caller = { orgId, connectionId };
}
