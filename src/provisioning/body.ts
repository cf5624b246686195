/** The body of a SCIM request: of any content type, read as text; it becomes JSON at its route. */

import { isUtf8 } from "node:buffer";
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

/** Checked and read by what is native in Node: a decoder that refuses takes ten times as long. */
function decode(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  throw new ScimError(400, "invalidSyntax", "The body is not UTF-8.");
}
