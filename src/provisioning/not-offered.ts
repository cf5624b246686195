/** Parts of the protocol that this server does not offer: 501. RFC 7644 §3.7, §3.11. */

import { ScimError } from "../scim/errors.ts";
import { openRoute, type Route } from "./route.ts";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

export const meRoutes: readonly Route[] = methods.map((method) =>
  openRoute(method, "/Me", async () => {
    throw new ScimError(501, undefined, "/Me is not offered: a SCIM token is nobody's in particular. Use /Users.");
  }),
);

export const bulkRoute = openRoute("POST", "/Bulk", async () => {
  throw new ScimError(
    501,
    undefined,
    "/Bulk is not offered, see /ServiceProviderConfig. Send the requests one by one.",
  );
});
