/** Why requests are refused, in a person's words, and what that person should do about it: one entry a kind. */

import { inFull, type Named, namedIn, shown } from "./names.ts";
import type { Facts, Kind } from "./refusal-kind.ts";
import { orCommand } from "./shell-word.ts";

/** A refusal, explained. */
export interface Explained {
  /** The same for refusals for the same reason. */
  readonly kind: string;
  /** As in "Ann was refused: …". */
  readonly why: string;
  /** The same of several whose `why` names each by itself, "their userNames belong to others already"; else undefined. */
  readonly severally: ((people: number) => string) | undefined;
  /** What to do, and where. A whole sentence or more. */
  readonly fix: string;
}

/** The kind of what is not in the list: a refusal that nobody has written a sentence for. */
export const UNEXPLAINED = "unexplained";

const PAGE = "SCIM Users Provisioning";

/** Begins with the domain that is not the organization's. */
export const FOREIGN_DOMAIN = /^(\S+) is not one of this organization's email domains/;

/** Refusals of people and groups for what they are. */
const OF_PEOPLE: readonly Kind[] = [
  {
    kind: "domain",
    detail: FOREIGN_DOMAIN,
    why: ([, domain]) => `${domain} is not one of your domains`,
    fix: ([, domain], { shortName, place }) =>
      `Add it under ${PAGE}${orCommand(shortName, "domain add", domain)}, or leave them out in ${place}.`,
  },
  {
    kind: "no address",
    detail: /^Neither userName "(.*)" nor a primary email has a domain/s,
    why: () => "neither the userName nor the email is an email address",
    fix: (_, { place }) => `Map userName to an email address in ${place}.`,
  },
  {
    kind: "unreadable address",
    detail: /^(?:userName|The primary email) "(.*)" is no (?:email )?address that can be read/s,
    why: ([, address = ""]) => `"${shown(address)}" is no email address`,
    severally: (people) => (people > 1 ? "their addresses are no email addresses" : "the address is no email address"),
    fix: (_, { place }) => `Correct the address in ${place}.`,
  },
  {
    kind: "userName taken",
    detail: /^userName "(.*)" belongs to (?:another user|user (\S+)) already/s,
    why: ([, userName = "", id = ""], { names }) =>
      `the userName ${shown(userName)} belongs to ${owner(namedIn(names, id), userName, "another user")}`,
    severally: (people) =>
      people > 1 ? "their userNames belong to others already" : "the userName belongs to another user already",
    fix: (_, { place, isNew }) =>
      isNew
        ? `Let ${place} match users by userName, so that it finds the one who is there instead of creating another; or change or delete one of the two.`
        : `Give one of the two another userName in ${place}, or delete the one who is not needed any more.`,
  },
  {
    kind: "displayName taken",
    detail: /^displayName "(.*)" belongs to (?:another group|group (\S+)) already/s,
    why: ([, displayName = ""]) => `there is another group named ${shown(displayName)}`,
    fix: (_, { place, isNew }) =>
      isNew
        ? `Let ${place} link to the group that is there instead of creating another; or rename or delete one of the two.`
        : `Give one of the two another name in ${place}, or delete the one that is not needed any more.`,
  },
  {
    kind: "too long",
    detail: /^(\S+) is longer than 800 bytes/,
    why: ([, name = ""]) => `its ${name === "emails.value" ? "email address" : name} is longer than 800 bytes`,
    fix: (_, { place }) => `Shorten it in ${place}.`,
  },
  {
    kind: "too large",
    detail: /^The resource would be larger than 1 MiB/,
    why: () => "it would be larger than 1 MiB with all its attributes",
    fix: (_, { place }) => `Map fewer attributes in ${place}; photos, above all, are to be links.`,
  },
  {
    kind: "unknown member",
    detail: /^members: there is no user or group with id "(.*)"/s,
    why: ([, id = ""]) => `one of the members is nobody here (${shown(id)})`,
    fix: (_, { place }) =>
      `Assign that person or group in ${place}, so that it is created before it is added. Until then none of the change is made.`,
  },
  {
    kind: "changed meanwhile",
    detail: /^The resource is at version/,
    why: () => "it had been changed by somebody else meanwhile",
    fix: (_, { place }) => `Nothing to do: ${place} reads it anew and repeats the change.`,
  },
];

/** Refusals of whoever asks, or of where and when. */
const OF_THE_LINE: readonly Kind[] = [
  {
    kind: "SCIM is off",
    detail: /^The SCIM token is not valid: SCIM is off/,
    why: () => "SCIM is off",
    fix: (_, { shortName, place }) =>
      `Turn SCIM on under ${PAGE}${orCommand(shortName, "scim on")} and paste the new token into ${place}.`,
  },
  {
    kind: "token",
    detail: /^The SCIM token is (?:not valid: (revoked|expired)|missing or not valid)/,
    why: ([, reason = "not valid"]) => `its token is ${reason}`,
    fix: (_, { shortName, place }) =>
      `Paste the valid token into ${place}. If it is lost, refresh it under ${PAGE}${orCommand(shortName, "token refresh")}.`,
  },
  {
    kind: "slowed down",
    detail: /^Too many requests with a SCIM token that is not valid/,
    why: () => "too many came with a token that is not valid",
    fix: (_, { shortName, place }) =>
      `Paste the valid token into ${place}. If it is lost, refresh it under ${PAGE}${orCommand(shortName, "token refresh")}.`,
  },
  {
    kind: "crowded",
    detail: /^Too many requests that take long are under way already/,
    why: () => "many searches of yours were under way already",
    fix: (_, { place }) => `Nothing to do: ${place} tries again. If it happens often, let it send fewer at a time.`,
  },
  {
    kind: "database away",
    detail: /^The database is not reachable/,
    why: () => "Muster's database could not be reached",
    fix: (_, { place }) =>
      `Nothing to do if it was short: ${place} tries again. Else see Muster's log and its PostgreSQL.`,
  },
  {
    kind: "failure",
    detail: /^Something went wrong in Muster/,
    why: () => "something went wrong in Muster",
    fix: () => "See Muster's log, which says what, and report it: this is never the identity provider's fault.",
  },
  {
    kind: "no such address",
    detail: /^There is no [A-Z]+ (\/\S*); see /,
    why: () => "there is no such address",
    fix: (_, { place }) => `Check the Tenant URL in ${place}: it ends in /scim/v2, with nothing behind it.`,
  },
  {
    kind: "method",
    detail: /^There is no ([A-Z]+) \/\S*; it takes (.*)\.$/,
    why: ([, method, allowed]) => `this address takes no ${method}, but ${allowed}`,
    fix: (_, { place }) => `Check the Tenant URL in ${place}: it ends in /scim/v2, with nothing behind it.`,
  },
  {
    kind: "not described",
    detail: /^There is no \/\S+\.$/,
    why: () => "this server has no such schema or resource type",
    fix: () => "Nothing to do: /Schemas and /ResourceTypes list those that there are.",
  },
  {
    kind: "/Me",
    detail: /^\/Me is not offered/,
    why: () => "/Me is not offered, as a SCIM token is nobody's in particular",
    fix: (_, { place }) => `Let ${place} use /Users instead.`,
  },
  {
    kind: "/Bulk",
    detail: /^\/Bulk is not offered/,
    why: () => "several changes in one request (/Bulk) are not offered",
    fix: (_, { place }) => `Turn bulk requests off in ${place}.`,
  },
  {
    kind: "filter on discovery",
    detail: /^Discovery endpoints take no filter/,
    why: () => "this takes no filter",
    fix: (_, { place }) => `Leave the filter out in ${place}.`,
  },
  {
    kind: "host",
    detail: /^The Host header/,
    why: () => "its Host header is no host name",
    fix: () => "Check the proxy before Muster, or set MUSTER_PUBLIC_URL.",
  },
  {
    kind: "body too large",
    detail: /^The body is larger than a request may be/,
    why: () => "it is larger than a request may be (1 MiB, for groups 32 MiB)",
    fix: (_, { place }) => `Map fewer attributes in ${place}; photos, above all, are to be links.`,
  },
  {
    kind: "too much in it",
    detail:
      /^The body has (more than \d+ values|an object with more than \d+ names|more than 1 MiB besides .*?|more than \d+ operations)[;.]/s,
    why: ([, what = ""]) => `it has ${what}, which is more than a request may have`,
    fix: ([, what = ""], { place }) =>
      /besides|names/.test(what)
        ? `Map fewer attributes in ${place}; photos, above all, are to be links.`
        : `Let ${place} send fewer changes at a time: several requests, or many members in one operation.`,
  },
  {
    kind: "content type",
    detail: /^The Content-Type cannot be read/,
    why: () => "its Content-Type is none that can be read",
    fix: (_, { place }) =>
      `Let ${place} send application/scim+json or application/json; see that no proxy before Muster changes the header.`,
  },
  {
    kind: "body cut off",
    detail: /^Request body size did not match Content-Length/,
    why: () => "its body arrived in part only",
    fix: (_, { place }) => `Nothing to do if it was once: ${place} tries again. Else check the proxy before Muster.`,
  },
];

/** Requests that say something which can't be meant so. The detail tells what, in words that an admin can search for. */
const OF_WORDS: readonly Kind[] = [
  said(
    "text",
    /^(?:The body is not JSON|The body is not UTF-8|The body has more than|.+ has a NUL character|.+ has half a character|A number in the body)/s,
  ),
  said(
    "message",
    /^(?:The body is no JSON object|The body's "schemas"|The body is another message|The body of a search|The schemas of a search|The operation .* is no object|An operation's "|The body (?:has no|is no)|.*send \{"schemas")/s,
  ),
  said("operation", /^(?:An operation to |Too many operations|Too many filters)/),
  said("path", /^(?:The path .* is wrong|No schema here has the attribute|\S+ has one value|Members have no )/s),
  said("value", /^(?:.+ cannot be .+; send |members has )/s),
  said("required", /^\S+ is required and (?:must not be empty|cannot be removed)/),
  said(
    "set by the server",
    /^(?:.+ is set by the server|.+ cannot be removed: every resource has it|A member cannot be changed)/s,
  ),
  said("nothing there", /^(?:Nothing matches |No member matches )/),
  {
    kind: "sortBy",
    detail: /^sortBy is an attribute's name; (.*) is none$/s,
    why: ([, sortBy = ""]) => `its sortBy, ${shown(sortBy)}, is no attribute's name`,
    fix: (_, { place }) => `Check the attribute mapping in ${place}.`,
  },
  said(
    "list",
    /^(?:\S+ is a text, given once|\S+ is a whole number|sortOrder is|sortBy |\S+ is a list of attributes' names)/s,
  ),
  {
    kind: "filter",
    detail: /^The filter (?:is wrong|makes no sense|takes too long)/,
    why: (_, { detail }) =>
      (detail.includes("takes too long") ? problemIn(detail) : goingOn(detail)).replace(/^the filter/, "its filter"),
    fix: (_, { place }) =>
      `Choose another attribute to match by in ${place}: userName, externalId, displayName or the email. If it builds this filter by itself, report it to whoever maintains Muster.`,
  },
];

const KINDS = [...OF_PEOPLE, ...OF_THE_LINE, ...OF_WORDS];

/** Why that request was refused. */
export function explain(facts: Facts): Explained {
  for (const { kind, detail, why, severally, fix } of KINDS) {
    const match = detail.exec(facts.detail);
    if (match) return { kind, why: why(match, facts), severally, fix: fix(match, facts) };
  }
  const why = facts.detail === "" ? `Muster answered ${facts.status}` : problemIn(facts.detail);
  return { kind: UNEXPLAINED, why, severally: undefined, fix: `See what ${facts.place} says of it.` };
}

/** A kind whose details say it all: what is wrong, a semicolon, what to send instead. */
function said(kind: string, detail: RegExp): Kind {
  return {
    kind,
    detail,
    why: (_, facts) => problemIn(facts.detail),
    fix: (_, facts) => {
      const instead = /; ([^;]+?)\.?$/s.exec(facts.detail)?.[1];
      const where = `Check the attribute mapping in ${facts.place}`;
      return instead === undefined ? `${where}.` : `${where}: ${shown(instead)}.`;
    },
  };
}

/** What `detail` says is wrong, without what to send instead, as it goes on behind "refused: ". */
function problemIn(detail: string): string {
  return goingOn(detail.replace(/; [^;]+$/s, ""));
}

/** Whole details are of bounded length; what they quote is not. */
const LONGEST_WHY = 240;

function goingOn(detail: string): string {
  const problem = shown(detail.replace(/\.$/, ""), LONGEST_WHY);
  const [first = ""] = problem.split(" ");
  return /^(?:The|A|An|No|Nothing|Neither|Too|Members|Discovery)$/.test(first)
    ? problem[0]?.toLowerCase() + problem.slice(1)
    : problem;
}

function owner(named: Named | undefined, userName: string, other: string): string {
  if (!named) return `${other} already`;
  return named.name.toLowerCase() === userName.toLowerCase()
    ? `${other} already`
    : `${inFull({ ...named, address: null })} already`;
}
