/** The body of a SCIM request: of any content type, read as text; it becomes JSON at its route. */

import type { FastifyInstance, FastifyRequest } from "fastify";
import { ScimError } from "../scim/errors.ts";

/** What a request may have; a Group is a list of members. In bytes. */
export const BODY_LIMIT = 1024 * 1024;
export const GROUP_BODY_LIMIT = 32 * 1024 * 1024;

/** Makes `app` read bodies as text, whatever their type, and keep them in the exchange. */
export function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, async (request: FastifyRequest, bytes: Buffer) => {
    if (request.exchange) request.exchange.body = decode(bytes);
    return null;
  });
}

/** Whether a request may have a body above the usual limit. */
export function mayBeLarge({ routeOptions, headers }: FastifyRequest): boolean {
  if (routeOptions.bodyLimit === undefined || routeOptions.bodyLimit <= BODY_LIMIT) return false;
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"]) > BODY_LIMIT;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new ScimError(400, "invalidSyntax", "The body is not UTF-8.");
  }
}
