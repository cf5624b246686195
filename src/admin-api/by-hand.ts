/** What routes that write users and groups by hand have in common. */

import { z } from "zod";
import { mostOf } from "../activity/identity-provider.ts";
import { sampleOf } from "../activity/list-requests.ts";
import { type ByHand, ByHandRefused, THE_PROVIDER } from "../lifecycle/by-hand/by-hand.ts";
import type { Call } from "./route.ts";

/** A user or group in a path. An id that is no UUID is nobody's, and 400. */
export const byId = z.object({ id: z.uuid().toLowerCase() });

/** Where a user or group is now. */
export const written = z.object({ id: z.string(), version: z.int() });

/**
 * What `write` does as whoever is signed in. The route has asked for a role already.
 * @throws ByHandRefused, with the identity provider by its name where it is known
 */
export async function byHand<T>({ sql, orgId, actor, by }: Call, write: (by: ByHand) => Promise<T>): Promise<T> {
  const { role } = by.person;
  if (role === null) throw new Error("somebody without a role came to a route that asks for one");
  try {
    return await write({ sql, orgId, actor, role });
  } catch (error) {
    if (!(error instanceof ByHandRefused) || !error.message.includes(THE_PROVIDER)) throw error;
    const provider = mostOf(await sampleOf(sql, orgId)) ?? THE_PROVIDER;
    throw new ByHandRefused(error.reason, error.message.replace(THE_PROVIDER, provider));
  }
}
