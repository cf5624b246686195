/** Attributes while they change: those of a resource, of an extension, of a complex value. */

import { isObject, type Json, type JsonObject } from "../json.ts";
import { Elements } from "./elements.ts";

type Value = Json | Attributes | Elements;

/**
 * Names with values, the names in any case (RFC 7643 §2.1). Made of an object that itself stays as it is; what is not
 * changed is shared with it. Copied once, however many changes there are.
 */
export class Attributes {
  readonly #slots = new Map<string, { name: string; value: Value }>();

  constructor(values: JsonObject) {
    for (const name in values) this.set(name, values[name] as Json);
  }

  get(name: string): Value | undefined {
    return this.#slots.get(name.toLowerCase())?.value;
  }

  set(name: string, value: Value): void {
    const key = name.toLowerCase();
    const slot = this.#slots.get(key);
    if (slot) slot.value = value;
    else this.#slots.set(key, { name, value });
  }

  delete(name: string): void {
    this.#slots.delete(name.toLowerCase());
  }

  /** The attributes below `name`, to be changed there. Whatever else it was is dropped. */
  open(name: string): Attributes {
    const value = this.get(name);
    if (value instanceof Attributes) return value;
    const opened = new Attributes(isObject(value) ? value : {});
    this.set(name, opened);
    return opened;
  }

  /** What they have become; without those that have become empty. */
  toJson(): JsonObject {
    const entries: [string, Json][] = [];
    for (const { name, value } of this.#slots.values()) {
      const json = value instanceof Attributes || value instanceof Elements ? value.toJson() : value;
      if (json === value || Object.keys(json as object).length > 0) entries.push([name, json]);
    }
    // Not by assignment: below a kept URN a name may be __proto__.
    return Object.fromEntries(entries);
  }
}
