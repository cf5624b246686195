/** Methods that a path of the endpoint does not take: 405 with `Allow`. RFC 9110 §15.5.6. */

import { ScimError } from "../scim/errors.ts";
import type { Route } from "./route.ts";

/** A refusal that says what the path takes instead. */
export class MethodNotAllowed extends ScimError {
  readonly allow: string;

  constructor(method: string, path: string, allowed: readonly string[]) {
    const allow = allowed.join(", ");
    super(405, undefined, `There is no ${method} ${path}; it takes ${allow}.`);
    this.allow = allow;
  }
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** For each path of `routes` a route for each method that it lacks, which refuses it. */
export function routesNotAllowed(routes: readonly Route[]): readonly Route[] {
  return [...Map.groupBy(routes, ({ path }) => path).values()].flatMap((ofPath) => {
    const taken = ofPath.map(({ method }) => method);
    const allowed = taken.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
    return METHODS.filter((method) => !taken.includes(method)).map(
      (method): Route => ({
        ...(ofPath[0] as Route),
        method,
        handle: async ({ exchange }) => {
          throw new MethodNotAllowed(method, exchange.path.split("?", 1)[0] ?? "", allowed);
        },
      }),
    );
  });
}
