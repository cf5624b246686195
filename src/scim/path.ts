/** The path of a PATCH operation, and what it leads to. RFC 7644 §3.5.2, figure 7. */

import {
  findExtension,
  isCoreUrn,
  isSchemaUrn,
  parseAttributePath,
  printAttributePath,
  resolvePath,
  type Target,
} from "./attribute-path.ts";
import { ScimError } from "./errors.ts";
import { type CheckedFilter, checkElementFilter } from "./filter/check.ts";
import { characterAt } from "./filter/lex.ts";
import { parseBrackets } from "./filter/parse.ts";
import { excerpt } from "./notes.ts";
import type { ResourceType } from "./schema.ts";

/** `attr`, `attr.sub`, `attr[filter]` or `attr[filter].sub`, each also behind a URN. */
export interface AttributePatchPath {
  readonly kind: "attribute";
  /** As the client wrote it. */
  readonly text: string;
  /** Attribute and sub-attribute; the one behind the brackets too. Whether a schema knows them: `canHaveValue`. */
  readonly target: Target;
  /** Selects elements of `target`'s attribute. See `matchesElement`. */
  readonly filter: CheckedFilter | undefined;
}

/** A schema's URN alone: all attributes of an extension, or of the core. */
export interface SchemaPatchPath {
  readonly kind: "schema";
  readonly text: string;
  /** The extension's key in a resource, known or not; undefined for the core, whose attributes are the resource's own. */
  readonly extension: string | undefined;
}

export type PatchPath = AttributePatchPath | SchemaPatchPath;

/**
 * What `text` leads to in a resource of `type`. Whether a schema knows it is the caller's question: `canHaveValue`.
 *
 * @throws ScimError 400 invalidPath with the place; invalidFilter for what is wrong inside the brackets.
 */
export function parsePath(text: string, type: ResourceType): PatchPath {
  const whole = text.trim();
  if (isSchemaUrn(type, whole)) {
    const extension = isCoreUrn(type, whole) ? undefined : (findExtension(type, whole)?.id ?? whole);
    return { kind: "schema", text, extension };
  }
  const bracket = text.indexOf("[");
  const path = parseAttributePath(text.slice(0, bracket < 0 ? undefined : bracket).trim());
  if (!path) throw invalidPath(text, 0, "it begins with no attribute's name");
  const target = resolvePath(type, path);
  if (bracket < 0) return { kind: "attribute", text, target, filter: undefined };

  const { filter, end } = parseBrackets(text, bracket);
  const sub = subAttributeBehind(text, end);
  if (sub !== undefined && path.sub !== undefined) {
    throw invalidPath(text, end, `behind "${printAttributePath(path)}" there can be no further sub-attribute`);
  }
  return {
    kind: "attribute",
    text,
    target: sub === undefined ? target : resolvePath(type, { ...path, sub }),
    filter: checkElementFilter(filter, target),
  };
}

/** The name in `.value`, behind the brackets that end at index `end`; undefined where nothing follows them. */
function subAttributeBehind(text: string, end: number): string | undefined {
  const rest = text.slice(end).trim();
  if (rest === "") return undefined;
  const path = rest.startsWith(".") ? parseAttributePath(rest.slice(1)) : undefined;
  if (!path || path.urn !== undefined || path.sub !== undefined) {
    throw invalidPath(text, end, 'expected a sub-attribute such as ".value" or the end');
  }
  return path.name;
}

function invalidPath(text: string, index: number, problem: string): ScimError {
  const place = `character ${characterAt(text, index)}`;
  return new ScimError(400, "invalidPath", `The path ${excerpt(text)} is wrong at ${place}: ${problem}`);
}
