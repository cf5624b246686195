/** Whether somebody may do what a route does. */

import { z } from "zod";
import { aRole, isAtLeast } from "../accounts/roles.ts";
import { Refused } from "./refused.ts";
import type { Access } from "./route.ts";
import type { SignedIn } from "./signed-in.ts";

/** A sign-in is recent for so long. */
const RECENT_MS = 15 * 60_000;

/** @throws Refused 403 when the role is not enough, or the sign-in is too long ago */
export function checkAccess({ person, confirmedAt }: SignedIn, access: Access): void {
  if (access === "signed in") return;
  if (access === "signed in recently") {
    checkRecent(confirmedAt);
    return;
  }
  const { role, recently } = typeof access === "string" ? { role: access, recently: false } : access;
  if (person.role === null) {
    throw new Refused(403, "no role", "You have no role in this organization. Ask one of its Organization Admins.");
  }
  if (!isAtLeast(person.role, role)) {
    throw new Refused(403, "not allowed", `You must be ${aRole(role)} to do this.`);
  }
  if (recently) checkRecent(confirmedAt);
}

/** How a link, which sends no header, names the organization that its page shows. */
export const shownByLink = {
  organization: z
    .string()
    .max(100)
    .optional()
    .describe("The id of the organization that is meant; refused while the session is in another."),
};

/**
 * A page goes on showing an organization after another tab has switched the session to a second one. What it then asks
 * for, or does, would be the other's.
 * @param shown the organization that the page shows, where it says so
 * @throws Refused 409
 */
export function checkShown({ person: { organization } }: SignedIn, shown: unknown): void {
  if (shown === undefined || shown === organization.id) return;
  throw new Refused(
    409,
    "another organization",
    `You have switched to ${organization.name} since this page was opened. Nothing was done. Reload the page to go on there.`,
  );
}

function checkRecent(confirmedAt: Date): void {
  if (Date.now() - confirmedAt.getTime() > RECENT_MS) {
    throw new Refused(403, "confirm", "This needs a recent sign-in.");
  }
}
