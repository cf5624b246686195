// What the server's admin API says, until these come generated from its OpenAPI description.

/** An organization as its people choose it. */
export interface Organization {
  id: string;
  name: string;
  shortName: string;
}

/** What a user may do in the console; null: nothing but reading who they are. */
export type Role = "viewer" | "admin" | "organization_admin" | null;

/** Who is signed in, and in which organization the session is. */
export interface Me {
  name: string;
  email: string;
  role: Role;
  organization: Organization;
  organizations: Organization[];
  userId: string;
  /** Names of the organization's Organization Admins: whom to ask. Absent when the server does not tell. */
  organizationAdmins?: string[];
}

/** Whom a set-up link is for. */
export interface SetUpLink {
  /** The organization it leads into; null when the link creates one. */
  organization: string | null;
  email: string | null;
}

/** What the set-up form sends. */
export interface SetUp {
  secret: string;
  organizationName?: string;
  name: string;
  email: string;
  password: string;
}

/** An email domain that SCIM may provision into. */
export interface Domain {
  domain: string;
  addedAt: string;
}

/** What is known of the SCIM token after it was shown. */
export interface Token {
  id: string;
  prefix: string;
  lastFour: string;
  generatedAt: string;
  generatedBy: string;
  lastUse: null | { at: string; address: string | null; provider: string | null };
}

/** A request that was refused, in a sentence, and what a person should do. */
export interface Refusal {
  id: string;
  at: string;
  sentence: string;
  fix: string;
  /** A foreign domain that Add Domain would let in. */
  domain?: string | null;
}

/** Everything the SCIM Users Provisioning page tells. */
export interface Provisioning {
  state: "not set up" | "on" | "off";
  tenantUrl: string;
  reachable: "public" | "local" | "not https";
  sendEmailInvites: boolean;
  domains: Domain[];
  token: Token | null;
  provider: string | null;
  people: number;
  suspended: number;
  groups: number;
  memberships: number;
  /** Of the last 24 hours, as `refused` and `tally`. */
  requests: number;
  refused: number;
  refusedDayBefore: number;
  lastRequestAt: string | null;
  firstUser: null | { id: string; name: string };
  /** 96 quarters of an hour, oldest first. */
  tally: { requests: number; refused: number }[];
  /** The newest three. */
  refusals: Refusal[];
}

/** How many people carry a domain. */
export interface DomainPeople {
  domain: string;
  people: number;
}

/** A domain that was not accepted, and why. */
export interface RefusedDomain {
  domain: string;
  reason: string;
}
