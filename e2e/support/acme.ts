/** A server with one organization on it, for a test file that needs no more. */

import { afterAll } from "vitest";
import { type Muster, type Organization, startMuster } from "./muster.ts";

let users = 0;

/** Starts Muster with an organization; it stops when the file is done. `address()` is a new userName in its domain. */
export async function acme(): Promise<Organization & { domain: string; muster: Muster; address: () => string }> {
  const muster = await startMuster();
  afterAll(() => muster.stop());
  const organization = await muster.organization();
  return { ...organization, muster, address: () => `user${++users}@${organization.domain}` };
}
