/** The endpoint's address as a client reaches it: what references and locations in its answers begin with. */

import type { FastifyRequest } from "fastify";
import { ScimError } from "../scim/errors.ts";

/** A host name or an address, with a port: nothing that could end a text in JSON. RFC 9110 §7.2. */
const ORIGIN = /^https?:\/\/([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i;

/**
 * `publicUrl` where that is set; else what the request itself says, or the proxy that is trusted for it.
 * @throws ScimError 400 for a Host that is none
 */
export function baseOf({ protocol, host }: FastifyRequest, publicUrl: string | undefined, path: string): string {
  if (publicUrl !== undefined) return publicUrl + path;
  const origin = `${protocol}://${host}`;
  if (ORIGIN.test(origin)) return origin + path;
  throw new ScimError(400, undefined, "The Host header is no host name with a port; check the address and the proxy.");
}
