/** Which identity providers can be simulated, by the names that a command line uses. */

import type { Shape as EntraShape } from "./entra/patch.ts";
import type { MatchBy } from "./identity-provider.ts";

interface Kind<Shape extends string = string> {
  /** How it writes; the first is used unless another is asked for. */
  readonly shapes: readonly Shape[];
  /** By what it finds a user that it has no link to yet; likewise. */
  readonly matches: readonly MatchBy[];
}

const entra: Kind<EntraShape> = {
  shapes: ["default", "aadOptscim062020"],
  matches: ["userName", "externalId", "email"],
};

export const KINDS = { entra };

export type KindName = keyof typeof KINDS;
