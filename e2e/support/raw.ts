/** HTTP below what `fetch` allows: any method, an address as it stands, a body that is announced and never sent. */

import { request } from "node:http";
import type { Muster } from "./muster.ts";

interface RawRequest {
  readonly method?: string;
  /** Behind the server's address, sent as it is. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | number>>;
  /** Undefined: none is sent, whatever the headers announce. */
  readonly body?: string;
}

/** Sends the request and gives back the answer's status and its body as JSON; the connection is closed after it. */
export function raw(
  { address }: Muster,
  { method = "GET", path, headers = {}, body }: RawRequest,
  // biome-ignore lint/suspicious/noExplicitAny: as ScimAnswer has it
): Promise<{ status: number; body: any }> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, agent: false, timeout: 10_000 }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part) => {
        text += part;
      });
      answer.on("end", () => {
        resolve({ status: answer.statusCode ?? 0, body: text === "" ? undefined : JSON.parse(text) });
        sent.destroy();
      });
    });
    sent.on("timeout", () => sent.destroy(new Error(`no answer to ${method} ${path}`)));
    sent.on("error", reject);
    if (body !== undefined || headers["content-length"] === undefined) sent.end(body);
    else sent.flushHeaders();
  });
}
