/** Which identity providers can be simulated, by the names that a command line uses. */

import type { Shape as EntraShape } from "./entra/patch.ts";
import type { MatchBy } from "./identity-provider.ts";
import type { Shape as OktaShape } from "./okta/okta.ts";

interface Kind<Shape extends string> {
  /** How it writes; the first is used unless another is asked for. None: there is but one way. */
  readonly shapes: readonly Shape[];
  /** By what it finds a user that it has no link to yet; likewise. */
  readonly matches: readonly MatchBy[];
}

interface Kinds {
  readonly entra: Kind<EntraShape>;
  readonly okta: Kind<OktaShape>;
  readonly google: Kind<never>;
}

export const KINDS: Kinds = {
  entra: { shapes: ["default", "aadOptscim062020"], matches: ["userName", "externalId", "email"] },
  okta: { shapes: ["wizard", "catalogue"], matches: ["userName"] },
  google: { shapes: [], matches: ["userName", "email"] },
};

export type KindName = keyof Kinds;
