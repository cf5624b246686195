/** What the server says of itself, to anybody. RFC 7644 §4. */

import { resourceType, resourceTypes, schema, schemas, serviceProviderConfig } from "../scim/discovery.ts";
import { ScimError } from "../scim/errors.ts";
import { type Answer, type Call, openRoute } from "./route.ts";

export const serviceProviderConfigRoute = openRoute("GET", "/ServiceProviderConfig", async (call) =>
  found(call, serviceProviderConfig(call.base)),
);
export const resourceTypesRoute = openRoute("GET", "/ResourceTypes", async (call) =>
  found(call, resourceTypes(call.base)),
);
export const resourceTypeRoute = openRoute("GET", "/ResourceTypes/:id", async (call) =>
  found(call, resourceType(call.base, call.params.id ?? "")),
);
export const schemasRoute = openRoute("GET", "/Schemas", async (call) => found(call, schemas(call.base)));
export const schemaRoute = openRoute("GET", "/Schemas/:id", async (call) =>
  found(call, schema(call.base, call.params.id ?? "")),
);

/** The answer with `body`. @throws ScimError 404 where there is none; 403 for a filter, which has no meaning here */
function found({ query, exchange }: Call, body: object | undefined): Answer {
  if (Object.keys(query).some((name) => name.toLowerCase() === "filter")) {
    throw new ScimError(403, undefined, "Discovery endpoints take no filter; leave it out.");
  }
  if (!body) throw new ScimError(404, undefined, `There is no ${exchange.path.split("?", 1)[0]}.`);
  return { status: 200, body: JSON.stringify(body) };
}
