/** The admin API's routes. What each wants of who calls it reads as a table here: grep "access:" below this folder. */

import { chartRoute } from "./activity/chart.ts";
import { listRequestsRoute } from "./activity/list-requests.ts";
import { readRequestRoute } from "./activity/read-request.ts";
import { whyRoute } from "./activity/why.ts";
import { exportAuditLogRoute } from "./audit-log/export-audit-log.ts";
import { listAuditLogRoute } from "./audit-log/list-audit-log.ts";
import { eraseUserRoute } from "./deleted-users/erase-user.ts";
import { countDeletedUsersRoute, listDeletedUsersRoute } from "./deleted-users/list-deleted-users.ts";
import { restoreUserRoute } from "./deleted-users/restore-user.ts";
import { readDirectoryRoute } from "./directory/read-directory.ts";
import { countGroupsRoute } from "./groups/count-groups.ts";
import { createGroupRoute } from "./groups/create-group.ts";
import { deleteGroupRoute } from "./groups/delete-group.ts";
import { exportGroupsRoute } from "./groups/export-groups.ts";
import { groupChangesRoute } from "./groups/group-changes.ts";
import { groupGroupsRoute, groupMembersRoute } from "./groups/group-members.ts";
import { listGroupsRoute } from "./groups/list-groups.ts";
import { moveMembersRoute } from "./groups/move-members.ts";
import { readGroupRoute } from "./groups/read-group.ts";
import { renameGroupRoute } from "./groups/rename-group.ts";
import { changePassword } from "./me/change-password.ts";
import { confirm, confirmByPasskey } from "./me/confirm.ts";
import { addPasskey, beginPasskey, removePasskeyRoute, renamePasskeyRoute } from "./me/passkeys.ts";
import { readAccount } from "./me/read-account.ts";
import { readMe } from "./me/read-me.ts";
import {
  beginSecondStepRoute,
  renewRecoveryCodesRoute,
  turnSecondStepOffRoute,
  turnSecondStepOnRoute,
} from "./me/second-step.ts";
import { endAllOtherSessions, endOneSession, readSessions } from "./me/sessions.ts";
import { switchOrganization } from "./me/switch-organization.ts";
import { grantRoleRoute, withdrawRoleRoute } from "./members/change-role.ts";
import { mapGroupRoute, readGroupsToBe, readMappedGroups, unmapGroupRoute } from "./members/group-roles.ts";
import { readMembers, readMembersToBe } from "./members/read-members.ts";
import { readOverviewRoute } from "./overview/read-overview.ts";
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
import { takeSecondStep } from "./sign-in/second-step.ts";
import { signOut } from "./sign-in/sign-out.ts";
import { askPasskey, signInWithPasskey } from "./sign-in/with-passkey.ts";
import { signInWithPassword } from "./sign-in/with-password.ts";
import { countUsersRoute } from "./users/count-users.ts";
import { createUserRoute } from "./users/create-user.ts";
import { deleteUserRoute } from "./users/delete-user.ts";
import { editUserRoute } from "./users/edit-user.ts";
import { exportUsersRoute } from "./users/export-users.ts";
import { linkUsersRoute } from "./users/link-users.ts";
import { listUsersRoute } from "./users/list-users.ts";
import { readUserRoute } from "./users/read-user.ts";
import { liftSuspensionRoute, suspendUserRoute } from "./users/suspend-user.ts";
import { userChangesRoute } from "./users/user-changes.ts";
import { userGroupsRoute } from "./users/user-groups.ts";

export const routes: readonly AdminRoute[] = [
  lookAtSetupLink,
  setUp,
  signInWithPassword,
  takeSecondStep,
  askPasskey,
  signInWithPasskey,
  signOut,
  readMe,
  switchOrganization,
  confirm,
  confirmByPasskey,
  readAccount,
  changePassword,
  beginSecondStepRoute,
  turnSecondStepOnRoute,
  turnSecondStepOffRoute,
  renewRecoveryCodesRoute,
  beginPasskey,
  addPasskey,
  renamePasskeyRoute,
  removePasskeyRoute,
  readSessions,
  endOneSession,
  endAllOtherSessions,
  readMembers,
  readMembersToBe,
  grantRoleRoute,
  withdrawRoleRoute,
  readMappedGroups,
  readGroupsToBe,
  mapGroupRoute,
  unmapGroupRoute,
  readProvisioning,
  liveProvisioning,
  readDomainPeople,
  addDomainsRoute,
  removeDomainRoute,
  sendEmailInvites,
  refreshTokenRoute,
  turnScimOff,
  turnScimOn,
  listRequestsRoute,
  readRequestRoute,
  whyRoute,
  chartRoute,
  createUserRoute,
  editUserRoute,
  suspendUserRoute,
  liftSuspensionRoute,
  deleteUserRoute,
  linkUsersRoute,
  restoreUserRoute,
  eraseUserRoute,
  createGroupRoute,
  renameGroupRoute,
  moveMembersRoute,
  deleteGroupRoute,
  readDirectoryRoute,
  listUsersRoute,
  countUsersRoute,
  exportUsersRoute,
  readUserRoute,
  userGroupsRoute,
  userChangesRoute,
  listGroupsRoute,
  countGroupsRoute,
  exportGroupsRoute,
  readGroupRoute,
  groupMembersRoute,
  groupGroupsRoute,
  groupChangesRoute,
  listDeletedUsersRoute,
  countDeletedUsersRoute,
  listAuditLogRoute,
  exportAuditLogRoute,
  readOverviewRoute,
];
