/** An entry of the append-only log in a sentence: who did what to whom. */

import type { Actor } from "../changes/actor.ts";
import type { ResourceType } from "../changes/record.ts";
import type { JsonObject } from "../scim/json.ts";
import type { MembersMoved } from "./kept-request.ts";
import { capitalized, type Names, namedIn, shown } from "./names.ts";
import { sentenceOfWrite } from "./sentences/write.ts";

/** What a sentence about a change is made from. */
export interface ToldChange {
  readonly actor: Actor;
  readonly resourceType: ResourceType;
  readonly resourceId: string;
  readonly op: string;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly members: MembersMoved | null;
  readonly names: Names;
}

/** What is told of `change`. `provider` is the identity provider's name, where it made the change and was recognized. */
export function sentenceOfChange(change: ToldChange, provider: string | undefined): string {
  const subject = whoDid(change.actor, provider);
  const { resourceType, resourceId, names } = change;
  if (resourceType === "user" || resourceType === "group") {
    const known = OF_RESOURCES.has(change.op);
    if (known) return sentenceOfWrite(resourceType, { changes: [change], names, resourceId }, subject).text;
  }
  const told = OF_THE_REST.get(`${resourceType} ${change.op}`);
  return `${subject} ${told ? told(change) : `made a change: ${change.op} of ${resourceType}`}`;
}

const OF_RESOURCES: ReadonlySet<string> = new Set(["create", "update", "suspend", "activate", "adopt", "delete"]);

/** Whether a change has a sentence of its own. */
export function isTold({ resourceType, op }: { resourceType: string; op: string }): boolean {
  const isResource = (resourceType === "user" || resourceType === "group") && OF_RESOURCES.has(op);
  return isResource || OF_THE_REST.has(`${resourceType} ${op}`);
}

const ROLE_NAMES: ReadonlyMap<string, string> = new Map([
  ["viewer", "a Viewer"],
  ["admin", "an Admin"],
  ["organization_admin", "an Organization Admin"],
]);

const OF_THE_REST: ReadonlyMap<string, (change: ToldChange) => string> = new Map(
  Object.entries<(change: ToldChange) => string>({
    "organization create": ({ after }) => `made the organization ${text(after?.name)}`,
    "organization update": ({ before, after }) =>
      after?.requestRetentionDays === undefined
        ? "changed the organization"
        : `set how long requests are kept from ${before?.requestRetentionDays} to ${after.requestRetentionDays} days`,
    "domain add": ({ after }) => `added the domain ${text(after?.domain)}`,
    "domain remove": ({ before }) => `removed the domain ${text(before?.domain)}`,
    "connection enable": () => "turned SCIM on",
    "connection disable": () => "turned SCIM off",
    "connection update": ({ after }) =>
      after?.sendEmailInvites === undefined
        ? "changed the connection"
        : `turned email invites ${after.sendEmailInvites === true ? "on" : "off"}`,
    "token generate": ({ after }) => `generated a SCIM token, ending in ${text(after?.lastFour)}`,
    "token revoke": () => "revoked the SCIM token",
    "role grant": (change) => `made ${whom(change)} ${roleName(change.after?.role)}`,
    "role withdraw": (change) => `withdrew the role of ${whom(change)}, who was ${roleName(change.before?.role)}`,
    "role map": (change) => `made everybody in ${whom(change)} ${roleName(change.after?.role)}`,
    "role unmap": (change) =>
      `took the role from ${whom(change)}, whose members were each ${roleName(change.before?.role)}`,
    "account link": ({ after }) => `connected their sign-in, ${text(after?.email)}`,
    "account password": () => "changed their password",
    "account enable second step": () => "turned the second step of their sign-in on",
    "account disable second step": () => "turned the second step of their sign-in off",
    "account renew recovery codes": () => "made new recovery codes",
    "passkey add": ({ after }) => `added the passkey ${text(after?.name)}`,
    "passkey update": ({ before, after }) => `renamed the passkey ${text(before?.name)} to ${text(after?.name)}`,
    "passkey remove": ({ before }) => `removed the passkey ${text(before?.name)}`,
    "session start": ({ after }) =>
      `signed in with ${text(after?.with)}${after?.secondStep === undefined ? "" : ` and ${text(after.secondStep)}`}`,
    "session refuse": (change) => `failed to sign in as ${whom(change)}: ${text(change.after?.why)}`,
    "session confirm": ({ after }) => `confirmed with ${text(after?.with)} that it is them`,
    "session switch": () => "came over from another organization",
    "session end": ({ after }) => {
      if (after?.sessions === undefined) return "signed out";
      return after.sessions === 1 ? "ended another of their sessions" : `ended ${after.sessions} of their sessions`;
    },
    "user block": (change) => `suspended ${whom(change)} in Muster`,
    "user unblock": (change) => `lifted the suspension of ${whom(change)}`,
    "user restore": (change) => `restored ${whom(change)}, suspended for now`,
    "user link": (change) => `linked ${whom(change)} with a record made by hand`,
    "user erase": () => "permanently removed somebody who was deleted",
  }),
);

/** The user or group that a change of a role or a sign-in is about. */
function whom({ names, resourceId }: ToldChange): string {
  return shown(namedIn(names, resourceId)?.name ?? "somebody");
}

function roleName(role: unknown): string {
  return ROLE_NAMES.get(text(role)) ?? text(role);
}

/** Who made a change: the provider, a person by name, whoever used the command line, a job. */
export function whoDid(actor: Actor, provider: string | undefined): string {
  const name = typeof actor.name === "string" ? shown(actor.name) : undefined;
  switch (actor.kind) {
    case "connection":
      return provider ?? "The identity provider";
    case "command line":
      return name === undefined ? "The command line" : `${name} (command line)`;
    case "person":
      return name ?? "A person";
    case "job":
      return name === undefined ? "Muster" : capitalized(name);
  }
}

function text(value: unknown): string {
  return shown(String(value ?? ""));
}
