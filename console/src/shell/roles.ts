import type { Role } from "../api/types.ts";

/** What the roles are called. */
export const roleNames: Readonly<Record<NonNullable<Role> | "none", string>> = {
  organization_admin: "Organization Admin",
  admin: "Admin",
  viewer: "Viewer",
  none: "No role",
};
