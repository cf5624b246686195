/** What an identity provider is to a run: the phases of its cycle, each made of pieces of work that may go on at once. */

import type { Client, ClientOptions } from "./client/client.ts";
import type { Company } from "./company/company.ts";
import type { Provisioned } from "./directory/read.ts";
import type { Links } from "./links/links.ts";

/** One person or group that differs from what is provisioned. */
export interface Task {
  /** In words, for when it could not be done: "create ann@example.com". */
  readonly what: string;
  /** @throws Refused when the server would not have it: the others go on */
  readonly run: () => Promise<void>;
}

export interface Phase {
  readonly name: string;
  /** Whether in the first cycle each task is as much work as another: how fast it began and ended can be compared. */
  readonly isEven?: true;
  /** What there is to do, once the phases before have come to their end. */
  readonly tasks: (company: Company) => Task[];
}

export interface IdentityProvider {
  /** Asks what it asks before provisioning is turned on. @throws Refused */
  readonly testConnection: () => Promise<void>;
  /** What it does before each cycle. */
  readonly beginCycle?: () => Promise<void>;
  readonly phases: readonly Phase[];
  readonly provisioned: Provisioned;
}

/** How to make one of a kind. */
export interface Dialect {
  /** "Microsoft Entra ID (default)" */
  readonly title: string;
  readonly wire: Pick<ClientOptions, "headers" | "manners">;
  /** So many requests a second it expects a server to answer; undefined where it is not known to expect any. */
  readonly leastRate?: number;
  readonly hasGroups: boolean;
  readonly provider: (client: Client, links: Links, company: Company) => IdentityProvider;
}

/** By what it finds a user that it has no link to yet. */
export type MatchBy = "userName" | "externalId" | "email";
