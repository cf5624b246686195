/** What a filter says, once parsed. RFC 7644 §3.4.2.2. */

import type { AttributePath } from "../attribute-path.ts";

export type Operator = "eq" | "ne" | "co" | "sw" | "ew" | "gt" | "ge" | "lt" | "le";

/**
 * The right side of a comparison. `text` is what was written (without quotes and escapes): a literal is read as the
 * type of the attribute it is compared with, so `active eq "True"` and `userName eq 007` mean what their senders mean.
 * There is no null: a comparison with it is a presence, or the negation of one.
 */
export type Literal =
  | { readonly type: "string"; readonly text: string }
  | { readonly type: "number"; readonly text: string; readonly value: number }
  | { readonly type: "boolean"; readonly text: string; readonly value: boolean };

export interface Comparison {
  readonly kind: "compare";
  readonly path: AttributePath;
  readonly operator: Operator;
  readonly value: Literal;
}

export interface Presence {
  readonly kind: "present";
  readonly path: AttributePath;
}

/** `emails[type eq "work" and value co "@x"]`: some one element matches all of `filter`. Paths inside are sub-attributes. */
export interface ElementMatch {
  readonly kind: "element";
  readonly path: AttributePath;
  readonly filter: Filter;
}

export interface Conjunction {
  readonly kind: "and" | "or";
  /** Two or more; `a and b and c` is one node, so that long filters are not deep. */
  readonly operands: readonly Filter[];
}

export interface Negation {
  readonly kind: "not";
  readonly operand: Filter;
}

export type Filter = Comparison | Presence | ElementMatch | Conjunction | Negation;
