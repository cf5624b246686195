/** Who changed something. */

import type { JsonObject } from "../scim/json.ts";

/** An identity provider through its connection, a person at the console, the command line, or a job. */
export type Actor = JsonObject & {
  readonly kind: "connection" | "person" | "command line" | "job";
};

/** The command line: whoever has an account on the host. `name` is that account's. */
export function commandLine(name: string): Actor {
  return { kind: "command line", name };
}
