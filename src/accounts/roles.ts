/** What a person may do in the console. */

/** From the least to the most. `organization_admin` is "Organization Admin" to people. */
export const ROLES = ["viewer", "admin", "organization_admin"] as const;
export type Role = (typeof ROLES)[number];

/** What people call them. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  viewer: "Viewer",
  admin: "Admin",
  organization_admin: "Organization Admin",
};

/** "a Viewer", "an Admin": what somebody is. */
export function aRole(role: Role): string {
  return `${role === "viewer" ? "a" : "an"} ${ROLE_NAMES[role]}`;
}

/** Whether `role` is `least` or above; without a role nobody is. */
export function isAtLeast(role: Role | null, least: Role): boolean {
  return role !== null && ROLES.indexOf(role) >= ROLES.indexOf(least);
}
