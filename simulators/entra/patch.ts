/** How Entra ID writes a change: a PATCH in its default shape, or in that of the flag aadOptscim062020. */

import type { Attributes } from "../links/links.ts";

export type Shape = "default" | "aadOptscim062020";

const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

interface Operation {
  readonly op: string;
  readonly path?: string;
  readonly value?: unknown;
}

interface Changed {
  readonly path: string;
  /** Undefined: it is to be no more. */
  readonly value: string | boolean | undefined;
  readonly isNew: boolean;
}

export interface Patches {
  /**
   * The body that makes `current` what is `desired`, at these paths; undefined where it is.
   * @param isFirst whether the user was found by matching and is written for the first time
   */
  attributes(current: Attributes, desired: Attributes, paths: readonly string[], isFirst?: boolean): object | undefined;
  addMembers(ids: readonly string[]): object;
  removeMembers(ids: readonly string[]): object;
}

/** The PATCH bodies of a shape. */
export function patches(shape: Shape): Patches {
  const dialect = shape === "default" ? inDefaultShape : withFlag;
  return {
    attributes(current, desired, paths, isFirst = false) {
      const changed = paths
        .filter((path) => current[path] !== desired[path])
        .map((path) => ({ path, value: desired[path], isNew: current[path] === undefined }));
      return changed.length === 0 ? undefined : patch(dialect.attributes(changed, isFirst));
    },
    addMembers: (ids) => patch(dialect.addMembers(ids)),
    removeMembers: (ids) => patch(dialect.removeMembers(ids)),
  };
}

function patch(operations: readonly Operation[]): object {
  return { schemas: [PATCH_OP], Operations: operations };
}

/** Operations with capitals, booleans as strings, members removed by a value. */
const inDefaultShape = {
  attributes(changed: readonly Changed[], isFirst: boolean): Operation[] {
    const added = changed.filter(({ isNew }) => isNew);
    const isTogether = isFirst && added.length > 1;
    const single = isTogether ? changed.filter(({ isNew }) => !isNew) : changed;
    return [
      ...(isTogether ? [{ op: "Add", value: keyed(added, capitalized) }] : []),
      ...single.map(({ path, value, isNew }) =>
        value === undefined
          ? { op: "Remove", path }
          : { op: isNew ? "Add" : "Replace", path, value: capitalized(value) },
      ),
    ];
  },
  addMembers: (ids: readonly string[]): Operation[] => [{ op: "Add", path: "members", value: ids.map(reference) }],
  removeMembers: (ids: readonly string[]): Operation[] => [
    { op: "Remove", path: "members", value: ids.map(reference) },
  ],
};

/** Operations in small letters, booleans as such, what has a plain path together, members removed by a filter each. */
const withFlag = {
  attributes(changed: readonly Changed[]): Operation[] {
    const removed = changed.filter(({ value }) => value === undefined);
    const written = changed.filter(({ value }) => value !== undefined);
    const alone = written.filter(({ path }) => /\[|:manager$|^active$/.test(path));
    const together = written.filter((one) => !alone.includes(one));
    return [
      ...removed.map(({ path }) => ({ op: "remove", path })),
      ...alone.map(({ path, value, isNew }) => ({ op: isNew ? "add" : "replace", path, value })),
      ...(together.length > 0 ? [{ op: "replace", value: keyed(together, (value) => value) }] : []),
    ];
  },
  addMembers: (ids: readonly string[]): Operation[] => [
    { op: "add", path: "members", value: ids.map((value) => ({ value })) },
  ],
  removeMembers: (ids: readonly string[]): Operation[] =>
    ids.map((id) => ({ op: "remove", path: `members[value eq "${id}"]` })),
};

function keyed(changed: readonly Changed[], write: (value: Changed["value"]) => unknown): object {
  return Object.fromEntries(changed.map(({ path, value }) => [path, write(value)]));
}

function capitalized(value: Changed["value"]): string | undefined {
  return typeof value === "boolean" ? (value ? "True" : "False") : value;
}

function reference(value: string): object {
  return { $ref: null, value };
}
