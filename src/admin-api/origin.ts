/** Where a request was sent to, and from which page. */

import type { FastifyRequest } from "fastify";
import { Refused } from "./refused.ts";

/**
 * The address that the request itself names, `https://muster.example.com`.
 * @throws Refused 400 when no address can be made of it
 */
export function ownOrigin(request: Pick<FastifyRequest, "protocol" | "host">): string {
  const origin = `${request.protocol}://${request.host}`;
  if (!URL.canParse(origin)) throw new Refused(400, "invalid", "The request names no host that can be read.");
  return new URL(origin).origin;
}

/**
 * Refuses what another site makes a browser send, reads too: a stream that it opened would count among the session's.
 * Browsers say where a request comes from; what is no browser has no cookie that it did not take itself.
 * @throws Refused 403
 */
export function checkOrigin(headers: Readonly<Record<string, unknown>>, origin: string): void {
  const site = headers["sec-fetch-site"];
  const isOther = site !== undefined && site !== "same-origin" && site !== "none";
  if (isOther || (headers.origin !== undefined && headers.origin !== origin)) {
    throw new Refused(
      403,
      "cross-site",
      `This was not sent by the console at ${origin}. Set MUSTER_PUBLIC_URL to its address.`,
    );
  }
}
