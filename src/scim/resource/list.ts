/** The elements of a multi-valued attribute: which are the same, which is primary, which say nothing. RFC 7643 §2.4. */

import { isObject, type Json } from "../json.ts";
import { identity } from "./identity.ts";

/** `elements` with the same ones made one, in the place of the first, with what the later ones say added to it. */
export function distinct(elements: readonly Json[]): readonly Json[] {
  if (elements.length < 2) return elements;
  const byIdentity = new Map<string, Json>();
  for (const element of elements) {
    const key = identity(element);
    byIdentity.set(key, joined(byIdentity.get(key), element));
  }
  return [...byIdentity.values()];
}

/** What two elements that are the same say together. */
export function joined(earlier: Json | undefined, later: Json): Json {
  return isObject(earlier) && isObject(later) ? { ...earlier, ...later } : later;
}

/** `elements` with the first primary one alone left primary. */
export function withOnePrimary(elements: readonly Json[]): readonly Json[] {
  const first = elements.findIndex(isPrimary);
  return elements.map((element, index) =>
    index > first && isPrimary(element) ? { ...element, primary: false } : element,
  );
}

export function isPrimary(element: Json | undefined): element is { readonly primary: true } {
  return isObject(element) && element.primary === true;
}

/**
 * Whether an element says anything but which kind it would be. `{"type": "work"}` says nothing; without a `value` a
 * display still does, which Entra ID may send before the value. RFC 7643 §2.4 requires neither.
 */
export function hasValue(element: Json): boolean {
  return !isObject(element) || Object.keys(element).some((name) => name !== "type" && name !== "primary");
}
