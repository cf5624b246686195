/** The elements of a multi-valued attribute while they change. RFC 7644 §3.5.2. */

import { ScimError } from "../errors.ts";
import { askedValue } from "../filter/asked-value.ts";
import type { CheckedFilter } from "../filter/check.ts";
import { matchesElement } from "../filter/evaluate.ts";
import { fold } from "../fold.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { identity } from "../resource/identity.ts";
import { distinct, hasValue, isPrimary, joined } from "../resource/list.ts";
import { withoutNulls } from "../resource/value.ts";
import { type Attribute, findAttribute } from "../schema.ts";

/** How many elements one request may have looked at one after the other: about 50 ms. */
const MOST_TRIED = 250_000;

/**
 * A list that thousands of operations may change at the cost of one: elements are found by their value, not one after
 * the other, and a removed one leaves a hole until the end. At most one element is primary, the last that was made so.
 */
export class Elements {
  readonly #attribute: Attribute | undefined;
  readonly #items: (Json | undefined)[];
  /** Where to look for elements of a value; some may have been changed or removed since. Made when first needed. */
  #places: Map<string, Set<number>> | undefined;
  #primary: number;
  #tried = 0;

  /** @param attribute Undefined below a URN that no schema of ours has. */
  constructor(attribute: Attribute | undefined, items: readonly Json[]) {
    this.#attribute = attribute;
    this.#items = [...items];
    this.#primary = items.findIndex(isPrimary);
  }

  /**
   * Adds `element`; to the same one, where there is one, what it says more. RFC 7644 §3.5.2.1.
   * @throws ScimError 400 tooMany, as `select`
   */
  add(element: Json): void {
    const own = identity(element);
    const same = this.#placesOf(element).find((index) => identity(this.#at(index)) === own);
    const index = same ?? this.#items.length;
    this.#write(index, joined(this.#items[index], element));
  }

  /** Removes the elements with the value of `wanted`, and its type if it has one; else those that are the same. */
  removeLike(wanted: Json): void {
    for (const index of this.#placesOf(wanted)) {
      if (this.#isLike(this.#at(index), wanted)) this.remove(index);
    }
  }

  /**
   * Where the elements are that match `filter`, or all without one.
   * @throws ScimError 400 tooMany beyond what one request may ask for
   */
  select(filter: CheckedFilter | undefined): number[] {
    const value = filter && askedValue(filter);
    const places = value === undefined ? this.#tryAll(this.#all()) : this.#placesOf({ value });
    return filter ? places.filter((index) => matchesElement(filter, this.#at(index))) : places;
  }

  /** Changes sub-attributes of an element; null clears one. */
  change(index: number, changes: JsonObject): void {
    const element = this.#at(index);
    this.#write(index, withoutNulls({ ...(isObject(element) ? element : { value: element }), ...changes }));
  }

  /** Puts `element` in the place of all those at `indexes`. */
  replace(indexes: readonly number[], element: Json): void {
    const [first, ...others] = indexes;
    for (const index of others) this.remove(index);
    if (first !== undefined) this.#write(first, element);
  }

  remove(index: number): void {
    this.#items[index] = undefined;
  }

  /** What they have become. Of a known attribute, elements that have lost their value are gone. */
  toJson(): readonly Json[] {
    const present = this.#items.filter((item) => item !== undefined);
    const attribute = this.#attribute;
    return attribute ? distinct(present.filter((item) => hasValue(item))) : present;
  }

  #write(index: number, element: Json): void {
    if (isPrimary(element)) {
      if (isPrimary(this.#items[this.#primary])) this.change(this.#primary, { primary: false });
      this.#primary = index;
    }
    this.#items[index] = element ?? undefined;
    if (element !== null && this.#places) remember(this.#places, element, index);
  }

  #all(): number[] {
    return [...this.#items.keys()].filter((index) => this.#items[index] !== undefined);
  }

  #at(index: number): Json {
    return this.#items[index] ?? null;
  }

  #placesOf(element: Json): number[] {
    if (this.#places === undefined) {
      this.#places = new Map();
      for (const index of this.#all()) remember(this.#places, this.#at(index), index);
    }
    const places = this.#places.get(valueKey(element)) ?? [];
    // In the order of the list: of elements that have become the same, the first is meant.
    return this.#tryAll([...places])
      .filter((index) => this.#items[index] !== undefined)
      .sort((a, b) => a - b);
  }

  /**
   * Counts the elements that are looked at one after the other: thousands that have one value in common, too, are many.
   * @throws ScimError 400 tooMany
   */
  #tryAll(indexes: number[]): number[] {
    this.#tried += indexes.length;
    if (this.#tried <= MOST_TRIED) return indexes;
    const name = this.#attribute?.name ?? "a list";
    const detail = `Too many operations on too many elements of ${name}; send several requests.`;
    throw new ScimError(400, "tooMany", detail);
  }

  /** As `removeLike` has it. Where there is no value to go by, the keys are alike for what is the same only. */
  #isLike(element: Json, wanted: Json): boolean {
    if (valueKey(element) !== valueKey(wanted)) return false;
    if (!isObject(element) || !isObject(wanted)) return true;
    const exact = findAttribute(this.#attribute?.subAttributes, "value")?.caseExact ?? true;
    if (exact && element.value !== wanted.value) return false;
    return wanted.type === undefined || sameText(element.type, wanted.type);
  }
}

function sameText(a: Json | undefined, b: Json): boolean {
  return typeof a === "string" && typeof b === "string" ? fold(a) === fold(b) : a === b;
}

function remember(places: Map<string, Set<number>>, element: Json, index: number): void {
  const key = valueKey(element);
  const known = places.get(key);
  if (known) known.add(index);
  else places.set(key, new Set([index]));
}

/** Alike for all elements that a filter on `value`, or a removal by value, can mean. */
function valueKey(element: Json): string {
  return isObject(element) && typeof element.value === "string" ? fold(element.value) : identity(element);
}
