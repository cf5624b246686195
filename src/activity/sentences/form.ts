/** What a sentence about a request is, so that a run of like ones can be told in one. */

import { isTool } from "../identity-provider.ts";
import type { KeptRequest } from "../kept-request.ts";

/** What is told about a request. */
export interface Sentence {
  /** The whole, for a person, without a full stop. */
  readonly text: string;
  /** The same for like requests. */
  readonly kind: string;
  /** Whom or what it was about, by name; undefined where it was about nobody in particular. */
  readonly about: string | undefined;
  /** Tells several like ones at once. */
  readonly several: (run: Run) => string;
  /** Of a refusal: what a person should do. */
  readonly fix: string | undefined;
}

/** Several like requests. */
export interface Run {
  /** Whom they were about: `Ann Smith, Bob Ray and 38 others`; the number of times where about nobody in particular. */
  readonly whom: string;
  /** How many they were about. */
  readonly people: number;
  readonly times: number;
  /** How many resources their answers had, all together. */
  readonly results: number;
}

/** What sentences know beside the request. */
export interface Context {
  /** "Entra ID"; undefined where it was not recognized. */
  readonly provider: string | undefined;
  /** What the command line calls the organization; undefined for a reader at the console. */
  readonly shortName: string | undefined;
}

export type { KeptRequest };

/** The provider as the one who did it: at the beginning of a sentence. */
export function subjectOf({ provider }: Context): string {
  return provider ?? "The identity provider";
}

/** The provider as the place where a person mends something: in the middle of one. */
export function placeOf({ provider }: Context): string {
  return isTool(provider) ? "whatever sends it" : (provider ?? "your identity provider");
}

/** A sentence about what was done to somebody: `did("Ann Smith")` is "suspended Ann Smith". */
export function deed(kind: string, subject: string, about: string, did: (whom: string) => string): Sentence {
  return {
    text: `${subject} ${did(about)}`,
    kind,
    about,
    several: ({ whom, people, times }) => `${subject} ${did(whom)}${people < times ? `, ${times} times` : ""}`,
    fix: undefined,
  };
}
