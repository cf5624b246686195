import { shownOrganization } from "./client.ts";

/**
 * The address of an export, for a link that the browser follows by itself. It names the organization that the page
 * shows, as the console's other requests do in a header.
 */
export function exportOf(what: "users" | "groups" | "audit-log", wanted: Readonly<Record<string, string>>): string {
  const organization = shownOrganization();
  return `/api/${what}/export?${new URLSearchParams({ ...wanted, ...(organization && { organization }) })}`;
}
