/** Whether somebody may do what a route does. */

import { isAtLeast, ROLE_NAMES } from "../accounts/roles.ts";
import { Refused } from "./refused.ts";
import type { Access } from "./route.ts";
import type { SignedIn } from "./signed-in.ts";

/** A sign-in is recent for so long. */
const RECENT_MS = 15 * 60_000;

/** @throws Refused 403 when the role is not enough, or the sign-in is too long ago */
export function checkAccess({ person, confirmedAt }: SignedIn, access: Access): void {
  if (access === "signed in") return;
  if (access === "signed in recently") return checkRecent(confirmedAt);
  const { role, recently } = typeof access === "string" ? { role: access, recently: false } : access;
  if (person.role === null) {
    throw new Refused(403, "no role", "You have no role in this organization. Ask one of its Organization Admins.");
  }
  if (!isAtLeast(person.role, role)) {
    throw new Refused(
      403,
      "not allowed",
      `You must be ${/^[AO]/.test(ROLE_NAMES[role]) ? "an" : "a"} ${ROLE_NAMES[role]} to do this.`,
    );
  }
  if (recently) checkRecent(confirmedAt);
}

function checkRecent(confirmedAt: Date): void {
  if (Date.now() - confirmedAt.getTime() > RECENT_MS) {
    throw new Refused(403, "confirm", "This needs a recent sign-in.");
  }
}

/**
 * Refuses what another site makes a browser send. Browsers say where a request comes from; what is no browser has no
 * cookie that it did not take itself.
 * @throws Refused 403
 */
export function checkOrigin(method: string, headers: Readonly<Record<string, unknown>>, origin: string): void {
  if (method === "GET" || method === "HEAD") return;
  const site = headers["sec-fetch-site"];
  const isOther = site !== undefined && site !== "same-origin" && site !== "none";
  if (isOther || (headers.origin !== undefined && headers.origin !== origin)) {
    throw new Refused(
      403,
      "cross-site",
      `This was not sent by the console at ${origin}. Set MUSTER_PUBLIC_URL to its address.`,
    );
  }
}
