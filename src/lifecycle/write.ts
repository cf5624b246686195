/** What every write of a user or group needs to know of who asks for it, and how. */

import type { Queryable, Sql } from "../db/connect.ts";
import type { GroupId, UserId } from "../db/ids.ts";
import type { Caller } from "../directory/caller.ts";
import type { IncomingRequest } from "../requests/record.ts";
import { ScimError } from "../scim/errors.ts";
import type { Author } from "./author.ts";
import type { SharedStatements } from "./shared-statements.ts";

export interface Write {
  readonly sql: Sql;
  readonly author: Author;
  /** The statements on `sql` that it may share with other requests; undefined where it goes alone. */
  readonly users: SharedStatements | undefined;
  /** The identity provider's, to be kept with what it changed. */
  readonly request: IncomingRequest | undefined;
  /** The address of the SCIM endpoint, for references in the answer; undefined when no references are asked for. */
  readonly base: string | undefined;
  /** Whether the client sent an If-Match. */
  readonly conditional: boolean;
  /** Whether the client's If-Match allows that version. */
  allows(version: number): boolean;
  /**
   * Looks whether the author may do it at all: before, once the user or group with `id` is held, and after, whether it
   * may stay done. What throws leaves nothing done. Undefined where there is nothing to look at.
   */
  readonly guard: Guard | undefined;
  /** Hears who the caller is as soon as that is known, also when the write is then refused. */
  onCaller(caller: Caller): void;
  /** Hears that the request is stored, with the change that it made. */
  onStored(): void;
}

export interface Guard {
  readonly before: (tx: Queryable, id: UserId | GroupId) => Promise<void>;
  readonly after: (tx: Queryable) => Promise<void>;
}

/** The token is not valid (any more): 401. Why, `whyRefused` finds out. */
export class NotAuthorized extends Error {
  override readonly name = "NotAuthorized";
}

/** There is nothing of that id in the organization, or it is deleted. RFC 7644 §3.12. */
export function notFound(type: "user" | "group", id = ""): ScimError {
  return new ScimError(404, undefined, `There is no ${type} with id "${id.slice(0, 100)}".`);
}

/** The resource moved on since the client read it. RFC 7644 §3.14. */
export function preconditionFailed(version: number): ScimError {
  return new ScimError(
    412,
    undefined,
    `The resource is at version ${version} by now; read it again, then repeat the change.`,
  );
}

/** A domain that is not the organization's. */
export function foreignDomain(domain: string): ScimError {
  return new ScimError(
    403,
    undefined,
    `${domain} is not one of this organization's email domains. An admin can add it in Muster under ` +
      `All Products > Admin > Login & Access > SCIM Users Provisioning, or with ./muster domain add ORG ${domain}.`,
  );
}
