/** Names of attributes as clients write them, and what they lead to. RFC 7644 §3.10, §3.5.2. */

import { type Attribute, findAttribute, type ResourceType, type Schema } from "./schema.ts";
import { COMMON_ATTRIBUTES } from "./schemas/common.ts";

/** `userName`, `name.givenName`, `urn:…:enterprise:2.0:User:manager.value`, as written. */
export interface AttributePath {
  /** The schema's URN, when the name is qualified by one. */
  readonly urn: string | undefined;
  readonly name: string;
  readonly sub: string | undefined;
}

/** Where a path leads in a resource. */
export interface Target {
  /** The key of the extension that holds the attribute; undefined for an attribute of the core. */
  readonly extension: string | undefined;
  /** Whether `extension` is a URN that no schema of ours has: what stands below it is kept as it came, names in any case. */
  readonly kept: boolean;
  /** Undefined when no schema knows the attribute. */
  readonly attribute: Attribute | undefined;
  readonly subAttribute: Attribute | undefined;
  /** The attribute's own name: the schema's spelling when it knows it, else as written. */
  readonly name: string;
  readonly sub: string | undefined;
}

const NAME = /^[A-Za-z$][\w$-]*$/;
const URN = /^(urn:|https?:)/i;

/**
 * Reads `text` as an attribute's name with an optional URN before and an optional sub-attribute behind it.
 * A URN's own dots and colons are told from the name's by the last colon. Undefined when it is no such name.
 */
export function parseAttributePath(text: string): AttributePath | undefined {
  const colon = text.lastIndexOf(":");
  const urn = colon < 0 ? undefined : text.slice(0, colon);
  const [name = "", sub, ...rest] = text.slice(colon + 1).split(".");
  if (urn !== undefined && !URN.test(urn)) return undefined;
  if (!NAME.test(name) || (sub !== undefined && !NAME.test(sub)) || rest.length > 0) return undefined;
  return { urn, name, sub };
}

/** How `path` is written. */
export function printAttributePath({ urn, name, sub }: AttributePath): string {
  return (urn === undefined ? "" : `${urn}:`) + name + (sub === undefined ? "" : `.${sub}`);
}

/**
 * What `path` means in a resource of `type`. A name without a URN that the core lacks is looked for in the extensions
 * (`manager`). Draft URNs of the core (`urn:scim:schemas:core:1.0`) mean the core.
 */
export function resolvePath(type: ResourceType, path: AttributePath): Target {
  const { urn } = path;
  if (urn !== undefined && !isCoreUrn(type, urn)) {
    const schema = findExtension(type, urn);
    return schema ? inSchema(path, schema.attributes, schema.id) : keptBelow(urn, path);
  }
  const core = findAttribute(COMMON_ATTRIBUTES, path.name) ? COMMON_ATTRIBUTES : type.schema.attributes;
  if (urn === undefined && !findAttribute(core, path.name)) {
    const schema = type.extensions.find((extension) => findAttribute(extension.attributes, path.name));
    if (schema) return inSchema(path, schema.attributes, schema.id);
  }
  return inSchema(path, core, undefined);
}

/**
 * What `path` means inside the brackets behind `outer`: a sub-attribute of it, found in one element. An element of a
 * simple attribute is its own `value`.
 */
export function resolveInside(outer: Target, path: AttributePath): Target {
  if (outer.kept) return keptBelow(undefined, path);
  const attribute = outer.sub === undefined ? outer.attribute : outer.subAttribute;
  if (attribute === undefined || attribute.type === "complex") {
    return inSchema(path, attribute?.subAttributes, undefined);
  }
  return inSchema(path, [{ ...attribute, name: "value", multiValued: false }], undefined);
}

/** Whether a resource can have something there: a schema knows the attribute, or it is below a URN kept as it came. */
export function canHaveValue({ kept, attribute, sub, subAttribute }: Target): boolean {
  return kept || (sub === undefined ? attribute : subAttribute) !== undefined;
}

/** Whether filters and sorting may look there. What is never returned is not to be found out by them either. */
export function isSearchable(target: Target): boolean {
  return canHaveValue(target) && target.attribute?.returned !== "never" && target.subAttribute?.returned !== "never";
}

/**
 * What is compared when `target` is: of a complex attribute its `value`. Undefined of one that has none, such as
 * `name`.
 */
export function comparedTarget(target: Target): Target | undefined {
  const { attribute, sub } = target;
  if (attribute?.type !== "complex" || sub !== undefined) return target;
  const value = findAttribute(attribute.subAttributes, "value");
  return value && { ...target, subAttribute: value, sub: value.name };
}

/** Whether `urn` names the core schema of `type`, in today's form or in one of the drafts'. */
export function isCoreUrn(type: ResourceType, urn: string): boolean {
  return (
    urn.toLowerCase() === type.schema.id.toLowerCase() ||
    /^urn:(ietf:params:)?scim:schemas:core:[12]\.0(:(user|group))?$/i.test(urn)
  );
}

/** The known extension of that URN, in any case. */
export function findExtension(type: ResourceType, urn: string): Schema | undefined {
  const lower = urn.toLowerCase();
  return type.extensions.find((extension) => extension.id.toLowerCase() === lower);
}

/**
 * Whether `text` is a schema's URN alone, without an attribute behind it. Where no schema of ours has it, its form
 * decides: a version as the last part (`urn:acme:hr:2.0`) or before a capitalized last part (`urn:acme:hr:2.0:User`),
 * or a path of a URL (`http://…/ADSCIM/2.0/Group`).
 */
export function isSchemaUrn(type: ResourceType, text: string): boolean {
  if (!URN.test(text)) return false;
  if (isCoreUrn(type, text) || findExtension(type, text)) return true;
  return /:v?[\d.]+(:[A-Z][\w-]*)?$/.test(text) || /^https?:[^:]*$/i.test(text);
}

/** The whole of an extension: in a resource its URN is a name like others, in any case. */
export function extensionTarget(urn: string): Target {
  return keptBelow(undefined, { urn: undefined, name: urn, sub: undefined });
}

function inSchema(
  path: AttributePath,
  attributes: Schema["attributes"] | undefined,
  extension: string | undefined,
): Target {
  const attribute = findAttribute(attributes, path.name);
  const subAttribute = path.sub === undefined ? undefined : findAttribute(attribute?.subAttributes, path.sub);
  return {
    extension,
    kept: false,
    attribute,
    subAttribute,
    name: attribute?.name ?? path.name,
    sub: subAttribute?.name ?? path.sub,
  };
}

function keptBelow(extension: string | undefined, { name, sub }: AttributePath): Target {
  return { extension, kept: true, attribute: undefined, subAttribute: undefined, name, sub };
}
