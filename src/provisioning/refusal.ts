/** What a request that failed is answered: always an Error body, never a reason to ask what happened. RFC 7644 §3.12. */

import type { FastifyBaseLogger, FastifyError } from "fastify";
import { isAway, wasCanceled } from "../db/failure.ts";
import { Crowded } from "../db/turns.ts";
import { NotAuthorized } from "../lifecycle/write.ts";
import { ScimError } from "../scim/errors.ts";
import { MethodNotAllowed } from "./not-allowed.ts";

/** The answer to `error`, and further headers. What is nobody's fault but ours goes to the log. */
export function refusal(error: unknown, log: FastifyBaseLogger): { error: ScimError; headers: Record<string, string> } {
  if (error instanceof MethodNotAllowed) return { error, headers: { allow: error.allow } };
  if (error instanceof ScimError) return { error, headers: {} };
  if (error instanceof NotAuthorized) {
    const detail = "The SCIM token is missing or not valid. Copy the valid one, whole, or refresh it in Muster.";
    return { error: new ScimError(401, undefined, detail), headers: { "www-authenticate": 'Bearer realm="SCIM"' } };
  }
  if (error instanceof Crowded) {
    const detail = "Too many requests that take long are under way already; send them one after the other.";
    return { error: new ScimError(429, undefined, detail), headers: { "retry-after": "5" } };
  }
  if (isAway(error)) {
    log.error({ err: error }, "the database is away");
    const detail = "The database is not reachable just now; the request can be repeated in a few seconds.";
    return { error: new ScimError(503, undefined, detail), headers: { "retry-after": "5" } };
  }
  if (wasCanceled(error)) {
    const detail = "The filter takes too long on this directory; compare id, userName, externalId or an email with eq.";
    return { error: new ScimError(400, "tooMany", detail), headers: {} };
  }
  const { statusCode = 500, message } = error as Partial<FastifyError>;
  if (statusCode === 413) return { error: tooLarge(), headers: {} };
  if (statusCode === 415) return { error: noMediaType(), headers: {} };
  if (statusCode >= 400 && statusCode < 500)
    return { error: new ScimError(statusCode, undefined, String(message)), headers: {} };
  log.error({ err: error }, "a request failed");
  return { error: new ScimError(500, undefined, "Something went wrong in Muster; its log says what."), headers: {} };
}

function tooLarge(): ScimError {
  const detail = "The body is larger than a request may be: 1 MiB, for Groups 32 MiB. Send it in smaller parts.";
  return new ScimError(413, undefined, detail);
}

function noMediaType(): ScimError {
  return new ScimError(415, undefined, "The Content-Type cannot be read; send application/scim+json.");
}

/** Too many requests with tokens that are not valid, from one address. RFC 6585 §4. */
export function slowedDown(seconds: number): { error: ScimError; headers: Record<string, string> } {
  const detail = `Too many requests with a SCIM token that is not valid; wait ${seconds} seconds and correct it.`;
  return { error: new ScimError(429, undefined, detail), headers: { "retry-after": String(seconds) } };
}
