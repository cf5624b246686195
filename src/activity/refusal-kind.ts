/** A kind of refusals: how it is known, and what is told of it. */

import type { Names } from "./names.ts";

/** What is known of the refused request. */
export interface Facts {
  readonly status: number;
  readonly detail: string;
  /** Where a person mends what the provider sends: "Entra ID", "your identity provider". */
  readonly place: string;
  /** What the command line calls the organization; undefined for a reader at the console. */
  readonly shortName: string | undefined;
  /** Whether a user or group was to be created, not changed. */
  readonly isNew: boolean;
  readonly names: Names;
}

/** Refusals for the same reason. */
export interface Kind {
  readonly kind: string;
  /** What the answer's detail looks like. */
  readonly detail: RegExp;
  readonly why: (match: RegExpExecArray, facts: Facts) => string;
  readonly severally?: (people: number) => string;
  readonly fix: (match: RegExpExecArray, facts: Facts) => string;
}
