/** The set-up guides' tabs: identity providers as the server names them, and any other. */
export const guides = ["Entra ID", "Okta", "Google Workspace", "Other"] as const;

export type Guide = (typeof guides)[number];

/** A guide as a part of an id: no spaces. */
export const slug = (guide: Guide): string => guide.replaceAll(" ", "-");

/** The guide for a provider that the server recognized; Entra ID while none is known. */
export function guideFor(provider: string | null): Guide {
  if (provider === null) return "Entra ID";
  return guides.find((guide) => guide === provider) ?? "Other";
}
