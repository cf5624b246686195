import type { Role } from "../api/types.ts";

const ABOVE: readonly Role[] = [null, "viewer", "admin", "organization_admin"];

/** Why somebody with the role `mine` can't change people and groups; undefined where they can. */
export function whyNot(mine: Role): string | undefined {
  return ABOVE.indexOf(mine) >= ABOVE.indexOf("admin")
    ? undefined
    : "You must be an Admin to change people and groups.";
}

/** The same of a person, or a group that gives a role, with the role `theirs`. */
export function whyNotAbove(mine: Role, theirs: Role, whose: "person" | "group"): string | undefined {
  const above = ABOVE.indexOf(theirs) > ABOVE.indexOf(mine);
  if (!above) return whyNot(mine);
  return (
    whyNot(mine) ??
    `${whose === "person" ? "Their role is" : "This group gives a role"} above yours. Ask an Organization Admin.`
  );
}
