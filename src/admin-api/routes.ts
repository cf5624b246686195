/** The admin API's routes. What each wants of who calls it reads as a table here: grep "access:" below this folder. */

import { confirm } from "./me/confirm.ts";
import { readMe } from "./me/read-me.ts";
import { switchOrganization } from "./me/switch-organization.ts";
import type { AdminRoute } from "./route.ts";
import { addDomainsRoute } from "./scim/add-domains.ts";
import { readDomainPeople } from "./scim/domain-people.ts";
import { liveProvisioning } from "./scim/live.ts";
import { readProvisioning } from "./scim/read-provisioning.ts";
import { refreshTokenRoute } from "./scim/refresh-token.ts";
import { removeDomainRoute } from "./scim/remove-domain.ts";
import { sendEmailInvites } from "./scim/send-email-invites.ts";
import { turnScimOff, turnScimOn } from "./scim/turn-off-and-on.ts";
import { lookAtSetupLink } from "./set-up/look.ts";
import { setUp } from "./set-up/set-up.ts";

export const routes: readonly AdminRoute[] = [
  lookAtSetupLink,
  setUp,
  readMe,
  switchOrganization,
  confirm,
  readProvisioning,
  liveProvisioning,
  readDomainPeople,
  addDomainsRoute,
  removeDomainRoute,
  sendEmailInvites,
  refreshTokenRoute,
  turnScimOff,
  turnScimOn,
];
