import type { ReactNode } from "react";
import type { Provisioning } from "../../api/types.ts";
import { list, several } from "../../time/words.ts";

/** What the page is about, in the one or two sentences below its title. `fresh`: a token is being shown. */
export function Summary({ provisioning, fresh = false }: { provisioning: Provisioning; fresh?: boolean }): ReactNode {
  const { state, provider, people, groups, domains, sendEmailInvites, lastRequestAt } = provisioning;
  const counted = `${several(people, "person", "people")} and ${several(groups, "group", "groups")}`;
  if (state === "not set up") {
    return (
      <>
        People and groups in Muster follow your identity provider: whoever joins is added, whoever leaves loses access
        at once. An organization’s System for Cross-Domain Identity Management (SCIM) token authenticates your identity
        provider (Microsoft Entra ID, Okta, or Google Workspace) to dynamically provision users and groups in Muster.
      </>
    );
  }
  if (state === "off") return `SCIM is off. ${counted} stay as they are.`;
  if (fresh || lastRequestAt === null) {
    return `SCIM is on for ${list(domains.map((each) => each.domain))}. Email invites are ${sendEmailInvites ? "on" : "off"}.`;
  }
  return `${provider ?? "Your identity provider"} keeps ${counted} in step.`;
}
