/** That what an identity provider reads before it writes is as it was left. */

import type { Client, Resource } from "../client/client.ts";
import type { Attributes, Links } from "../links/links.ts";
import { type Kind, resourceDifferences } from "./compare.ts";

/** Counts each difference as unexpected. In a cycle that was interrupted, some may be written and not remembered. */
export function expectAsProvisioned(
  client: Client,
  links: Links,
  kind: Kind,
  found: Resource,
  provisioned: Attributes,
  paths: readonly string[],
): void {
  if (links.isRedoing) return;
  for (const difference of resourceDifferences(kind, found, provisioned, paths)) {
    client.figures.unexpected(`a ${kind} is not as it was provisioned`, difference);
  }
}
