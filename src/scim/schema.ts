/** What a schema and a resource type are. RFC 7643 §6, §7. */

export type AttributeType =
  | "string"
  | "boolean"
  | "decimal"
  | "integer"
  | "dateTime"
  | "reference"
  | "binary"
  | "complex";

/** One attribute and its characteristics. RFC 7643 §2.2, §7. */
export interface Attribute {
  readonly name: string;
  readonly type: AttributeType;
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: "readOnly" | "readWrite" | "immutable" | "writeOnly";
  readonly returned: "always" | "never" | "default" | "request";
  readonly uniqueness: "none" | "server" | "global";
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly Attribute[];
}

/** A schema: a URN and the attributes below it. */
export interface Schema {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
}

/** A kind of resource: its core schema and the extensions known for it. Unknown extension URNs are kept all the same. */
export interface ResourceType {
  readonly id: "User" | "Group";
  readonly name: string;
  readonly description: string;
  readonly endpoint: "/Users" | "/Groups";
  readonly schema: Schema;
  readonly extensions: readonly Schema[];
}

const indexes = new WeakMap<readonly Attribute[], ReadonlyMap<string, Attribute>>();

/**
 * The attribute of that name, in any case. RFC 7643 §2.1: names are case-insensitive.
 * Every key of every body is looked up here, so each list of attributes is indexed once, by the schema's spelling, which
 * most clients use, and by the lower-case one.
 */
export function findAttribute(attributes: readonly Attribute[] | undefined, name: string): Attribute | undefined {
  if (attributes === undefined) return undefined;
  let index = indexes.get(attributes);
  if (index === undefined) {
    index = new Map(attributes.flatMap((it) => [[it.name, it] as const, [it.name.toLowerCase(), it] as const]));
    indexes.set(attributes, index);
  }
  return index.get(name) ?? index.get(name.toLowerCase());
}
