/** Which attributes an answer has: `attributes` and `excludedAttributes`. RFC 7644 §3.9, RFC 7643 §7 (returned). */

import { canHaveValue, isCoreUrn, isSchemaUrn, parseAttributePath, resolvePath } from "./attribute-path.ts";
import { ScimError } from "./errors.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import type { Attribute, ResourceType } from "./schema.ts";
import { COMMON_ATTRIBUTES } from "./schemas/common.ts";

/** What an answer shows of a resource or, within it, of a complex attribute or an extension. */
export interface Projection {
  /** By name in lower case. */
  readonly members: ReadonlyMap<string, Rule>;
  readonly others: "show" | "hide";
}

type Rule = "show" | "hide" | Projection;

/** Names that a client listed, in lower case, as a tree: extension, attribute, sub-attribute. */
type Names = Map<string, "whole" | Names>;

/** An extension is for an answer what a complex attribute is. */
type Member = Pick<Attribute, "name" | "returned" | "subAttributes">;

/**
 * What `attributes` and `excludedAttributes` ask for, each a list with commas, an array of names or absent. Names that
 * lead nowhere are ignored. With both, what is left of `attributes` after the exclusion. What is always returned
 * stays, what never is does not come. Undefined when nothing is asked: the whole resource, as it is kept.
 *
 * @throws ScimError 400 invalidValue when it is no list of names.
 */
export function parseProjection(
  attributes: unknown,
  excludedAttributes: unknown,
  type: ResourceType,
): Projection | undefined {
  const members = membersOf(type);
  const asked = parseNames("attributes", attributes, type);
  const excluded = parseNames("excludedAttributes", excludedAttributes, type);
  if (!asked && !excluded && !members.some(({ returned }) => returned === "request")) return undefined;
  return compile(members, asked, excluded ?? new Map());
}

/** What `projection` shows of `resource`. */
export function project(resource: JsonObject, projection: Projection | undefined): JsonObject {
  return projection ? projectObject(resource, projection) : resource;
}

/** Whether an answer has the attribute `name` of the core, or some of it: where not, it need not be read at all. */
export function asksFor(projection: Projection | undefined, name: string): boolean {
  return howShown(projection, name) !== "not";
}

/** How an answer has the attribute `name` of the core: as it is, only some of its sub-attributes, or not at all. */
export function howShown(projection: Projection | undefined, name: string): "whole" | "partly" | "not" {
  const rule = projection === undefined ? "show" : ruleFor(projection, name);
  return rule === "show" ? "whole" : rule === "hide" ? "not" : "partly";
}

function membersOf({ schema, extensions }: ResourceType): readonly Member[] {
  const asMembers = extensions.map(
    ({ id, attributes }): Member => ({ name: id, returned: "default", subAttributes: attributes }),
  );
  return [...COMMON_ATTRIBUTES, ...schema.attributes, ...asMembers];
}

/** Undefined when the parameter is absent or lists nothing. */
function parseNames(parameter: string, value: unknown, type: ResourceType): Names | undefined {
  if (value === undefined || value === null) return undefined;
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  const names = texts.flatMap((text) => {
    if (typeof text === "string") return text.split(",").map((name) => name.trim());
    throw new ScimError(400, "invalidValue", `${parameter} is a list of attributes' names, separated by commas`);
  });
  const listed = names.filter((name) => name !== "");
  if (listed.length === 0) return undefined;
  const tree: Names = new Map();
  for (const path of listed.flatMap((name) => pathsTo(name, type))) add(tree, path);
  return tree;
}

/** Where `name` leads, each as the names on the way there; none when no resource can have it. */
function pathsTo(name: string, type: ResourceType): readonly (readonly string[])[] {
  if (isCoreUrn(type, name)) return type.schema.attributes.map((attribute) => [attribute.name]);
  if (isSchemaUrn(type, name)) return [[name]];
  const path = parseAttributePath(name);
  const target = path && resolvePath(type, path);
  if (!target || !canHaveValue(target)) return [];
  return [[target.extension, target.name, target.sub].filter((step) => step !== undefined)];
}

function add(tree: Names, [step, ...rest]: readonly string[]): void {
  if (step === undefined) return;
  const key = step.toLowerCase();
  const there = tree.get(key);
  if (there === "whole") return;
  if (rest.length === 0) {
    tree.set(key, "whole");
    return;
  }
  const below: Names = there ?? new Map();
  tree.set(key, below);
  add(below, rest);
}

function compile(members: readonly Member[], asked: Names | undefined, excluded: Names): Projection {
  const known = new Map(members.map((member) => [member.name.toLowerCase(), member]));
  const names = new Set([...known.keys(), ...(asked?.keys() ?? []), ...excluded.keys()]);
  return {
    members: new Map(Array.from(names, (name) => [name, ruleOf(name, known.get(name), asked, excluded)])),
    others: asked ? "hide" : "show",
  };
}

function ruleOf(name: string, member: Member | undefined, asked: Names | undefined, excluded: Names): Rule {
  if (member?.returned === "always") return "show";
  if (member?.returned === "never") return "hide";
  const wanted = asked ? asked.get(name) : member?.returned === "request" ? undefined : "whole";
  const unwanted = excluded.get(name);
  if (wanted === undefined || unwanted === "whole") return "hide";
  const subAttributes = member?.subAttributes ?? [];
  const allDefault = subAttributes.every(({ returned }) => returned === "default" || returned === "always");
  if (wanted === "whole" && unwanted === undefined && allDefault) return "show";
  return compile(subAttributes, wanted === "whole" ? undefined : wanted, unwanted ?? new Map());
}

function ruleFor({ members, others }: Projection, name: string): Rule {
  return members.get(name.toLowerCase()) ?? others;
}

function projectObject(object: JsonObject, projection: Projection): JsonObject {
  const shown = Object.entries(object).flatMap(([name, value]): [string, Json][] => {
    const rule = ruleFor(projection, name);
    const rest = rule === "hide" ? undefined : rule === "show" ? value : projectValue(value, rule);
    return rest === undefined ? [] : [[name, rest]];
  });
  return Object.fromEntries(shown);
}

/** Undefined when nothing is left of it: an answer has no empty objects. */
function projectValue(value: Json, projection: Projection): Json | undefined {
  if (Array.isArray(value)) {
    const elements = value
      .map((element: Json) => projectValue(element, projection))
      .filter((rest) => rest !== undefined);
    return elements.length > 0 || value.length === 0 ? elements : undefined;
  }
  if (!isObject(value)) return value;
  const rest = projectObject(value, projection);
  return Object.keys(rest).length > 0 ? rest : undefined;
}
