/** The identity providers, as they are asked for by name. */

import { entra } from "./entra/entra.ts";
import { google } from "./google/google.ts";
import type { Dialect } from "./identity-provider.ts";
import { KINDS, type KindName } from "./kinds.ts";
import { okta } from "./okta/okta.ts";

/** Asked for what there is not; the message says what there is. */
export class NoSuchDialect extends Error {
  override readonly name = "NoSuchDialect";
}

/** An identity provider, in its first shape and matching by its first attribute unless others are given. @throws NoSuchDialect */
export function dialect(name: KindName, shape?: string, matchBy?: string): Dialect {
  const by = oneOf(`match of ${name}`, KINDS[name].matches, matchBy);
  switch (name) {
    case "entra":
      return entra(oneOf("shape of entra", KINDS.entra.shapes, shape), by);
    case "okta":
      return okta(oneOf("shape of okta", KINDS.okta.shapes, shape));
    case "google":
      if (shape !== undefined) throw new NoSuchDialect("google has one shape only: leave --shape out.");
      return google(by);
  }
}

function oneOf<T extends string>(what: string, choices: readonly T[], wanted: string | undefined): T {
  const choice = wanted === undefined ? choices[0] : choices.find((one) => one === wanted);
  if (choice !== undefined) return choice;
  throw new NoSuchDialect(`There is no ${what} called ${wanted}, but ${choices.join(", ")}.`);
}
