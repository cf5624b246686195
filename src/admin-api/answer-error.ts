/** How what a route throws is answered. */

import type { FastifyBaseLogger, FastifyError } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { ConnectionRefused } from "../connections/refusal.ts";
import { isAway, wasCanceled } from "../db/failure.ts";
import { Crowded } from "../db/turns.ts";
import { DomainsRefused } from "../domains/domains.ts";
import { ByHandRefused } from "../lifecycle/by-hand/by-hand.ts";
import { NameTaken } from "../lifecycle/conflict.ts";
import { ScimError } from "../scim/errors.ts";
import { Refused } from "./refused.ts";

/** `error` as a refusal. What nobody expected is logged, and told without its words. */
export function refusalOf(error: unknown, log: FastifyBaseLogger): Refused {
  if (error instanceof Refused) return error;
  if (error instanceof ConnectionRefused) return new Refused(409, error.reason, error.message);
  if (error instanceof DomainsRefused) {
    const refused = [...error.refused].map(([domain, reason]) => ({ domain, reason }));
    return new Refused(422, "refused", "Nothing was saved: some domains can't be added.", { refused });
  }
  if (error instanceof ByHandRefused) {
    return new Refused(error.reason === "above" ? 403 : 409, error.reason, error.message);
  }
  if (error instanceof ScimError) return ofWrite(error);
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    const where = first?.instancePath.slice(1).replaceAll("/", ".");
    const problem = first?.message ?? "This can't be read.";
    return new Refused(
      400,
      "invalid",
      `${where ? `${where}: ` : ""}${problem}`,
      where ? { field: where, problem } : {},
    );
  }
  // better-auth wraps some failures of the database.
  if (isAway(error) || isAway((error as Error | undefined)?.cause)) {
    log.error({ err: error }, "the database is away");
    return new Refused(503, "away", "Muster can't reach its database just now. Try again in a moment.", {}, 5);
  }
  if (error instanceof Crowded) {
    return new Refused(429, "slow down", "Much is being asked of Muster just now. Try again in a moment.");
  }
  if (wasCanceled(error)) {
    return new Refused(
      503,
      "too long",
      "This took too long and was given up. Ask for less: a shorter time, fewer filters.",
    );
  }
  const { statusCode } = error as Partial<FastifyError>;
  if (statusCode === 429)
    return new Refused(429, "slow down", "Too many tries. Wait a minute, then try again.", {}, 60);
  if (statusCode !== undefined && statusCode < 500) return new Refused(statusCode, "invalid", "This can't be read.");
  log.error({ err: error }, "a request to the admin API failed");
  return new Refused(500, "failed", "Something went wrong in Muster; its log says what. Nothing was changed.");
}

/** What a write of a user or group is refused for, in words for a person: its own are for identity providers. */
function ofWrite(error: ScimError): Refused {
  if (error instanceof NameTaken) {
    const [who, what] = error.attribute === "userName" ? ["user", "userName"] : ["group", "name"];
    const problem = `Another ${who} has this ${what} already.`;
    return new Refused(409, "taken", problem, { field: error.attribute, problem });
  }
  switch (error.status) {
    case 404:
      return new Refused(404, "not found", "There is nothing of that id here, or it is deleted.");
    case 412:
      return new Refused(
        409,
        "changed meanwhile",
        "Somebody changed this meanwhile. Look at it again, then repeat yours.",
      );
    default:
      return new Refused(400, "invalid", error.detail);
  }
}
