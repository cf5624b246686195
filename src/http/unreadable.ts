/** What is answered to a request that never reaches a route: also then an Error body. RFC 7644 §3.12. */

import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { ScimError } from "../scim/errors.ts";

/** Answers a request whose address can't be decoded. */
export function refuseAddress(response: ServerResponse): void {
  const error = new ScimError(400, "invalidSyntax", "The address can't be read; check its % signs.");
  response.writeHead(error.status, { "content-type": "application/scim+json" });
  response.end(JSON.stringify(error.toBody()));
}

/** Answers what Node could not read as HTTP, and ends the connection. */
export function refuseBytes({ code }: { code?: string }, socket: Socket): void {
  if (code === "ECONNRESET" || !socket.writable) return;
  const { status, reason, detail } = refusals[code ?? ""] ?? badRequest;
  const body = JSON.stringify(new ScimError(status, undefined, detail).toBody());
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\nContent-Type: application/scim+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

const badRequest = { status: 400, reason: "Bad Request", detail: "This is not HTTP." };
const refusals: Readonly<Record<string, typeof badRequest>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    reason: "Request Header Fields Too Large",
    detail: "The address and headers are too large; send a long filter to /.search.",
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    reason: "Request Timeout",
    detail: "The request did not arrive in time; send it again.",
  },
};
