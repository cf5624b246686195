import { RoleRefused } from "../../accounts/grant-role.ts";
import { Refused } from "../refused.ts";
import type { Access } from "../route.ts";

/** Who may change roles: they decide who can do what. */
export const CHANGES_ROLES: Access = { role: "organization_admin", recently: true };

/** A handler of roles that stay as they are: says why. */
export function refusalOfRole(error: unknown): never {
  if (!(error instanceof RoleRefused)) throw error;
  switch (error.reason) {
    case "nobody":
      throw new Refused(404, "not found", "There is no such person or group in this organization any more.");
    case "above":
      throw new Refused(403, "not allowed", "Nobody changes a role above their own.");
    case "last":
      throw new Refused(
        409,
        "last",
        "This is the last Organization Admin who can sign in. Make somebody else one first.",
      );
  }
}
