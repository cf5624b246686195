/** The body of a PATCH: a message with operations. RFC 7644 §3.5.2. */

import { ScimError } from "../errors.ts";
import { isObject, type Json, withLowerCaseNames } from "../json.ts";
import { excerpt, type Notes } from "../notes.ts";
import { locate, locateAll, spread } from "../resource/locate.ts";
import type { ResourceType } from "../schema.ts";
import type { Asked, Op } from "./operation.ts";

const PATCH_OP_URN = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/**
 * The changes that the message `body` asks for in a resource of `type`, in their order, each of one attribute: where a
 * value is an object of attributes, or a schema's, each of them is a change of its own.
 *
 * @param check Looks at the operations before they are read.
 * @throws ScimError 400 invalidSyntax, invalidPath, invalidFilter, noTarget, invalidValue, and what `check` throws
 */
export function readMessage(
  body: Json,
  type: ResourceType,
  notes: Notes,
  check: (operations: readonly Json[]) => void = () => {},
): Asked[] {
  if (!isObject(body)) throw notUnderstood("The body is no JSON object");
  const message = withLowerCaseNames(body);
  checkMessageUrn(message.schemas ?? []);
  const { operations } = message;
  const listed = isObject(operations) ? [operations] : operations;
  if (!Array.isArray(listed) || listed.length === 0) throw notUnderstood('The body has no "Operations"');
  check(listed);
  return listed.flatMap((operation) => readOne(operation, type, notes));
}

/** Absent or empty is taken; that of another message is not: the body then means something else. */
function checkMessageUrn(schemas: Json): void {
  for (const urn of Array.isArray(schemas) ? schemas : [schemas]) {
    if (typeof urn !== "string") throw notUnderstood(`The body's "schemas" has ${excerpt(urn)}`);
    if (/:api:messages:/i.test(urn) && urn.toLowerCase() !== PATCH_OP_URN.toLowerCase()) {
      throw notUnderstood(`The body is another message, ${excerpt(urn)}`);
    }
  }
}

function readOne(operation: Json, type: ResourceType, notes: Notes): Asked[] {
  if (!isObject(operation)) throw notUnderstood(`The operation ${excerpt(operation)} is no object`);
  const { op: word = null, path: text = null, value } = withLowerCaseNames(operation);
  const op = readOp(word);
  if (op !== "remove" && value === undefined) {
    throw new ScimError(400, "invalidValue", `An operation to ${op} has no "value"; to clear an attribute, remove it.`);
  }
  if (text === null || text === "") return readWithoutPath(op, value ?? null, type, notes);
  if (typeof text !== "string") throw notUnderstood(`An operation's "path" is ${excerpt(text)}, not a text`);

  const located = { path: locate(type, text, value ?? null), value: value ?? null };
  if (op === "remove" || located.path.kind === "attribute") return [{ op, ...located, named: true }];
  return spread(type, located, notes).map((one) => ({ op, ...one, named: one.path === located.path }));
}

function readWithoutPath(op: Op, value: Json, type: ResourceType, notes: Notes): Asked[] {
  if (op === "remove")
    throw new ScimError(400, "noTarget", 'An operation to remove has no "path"; say what to remove.');
  if (!isObject(value)) throw neitherPathNorObject(op, value);
  return locateAll(type, value, notes).map((one) => ({ op, ...one, named: false }));
}

function readOp(word: Json): Op {
  const op = typeof word === "string" ? word.toLowerCase() : undefined;
  if (op === "add" || op === "replace" || op === "remove") return op;
  throw notUnderstood(`An operation's "op" is ${excerpt(word)}, not add, replace or remove`);
}

function neitherPathNorObject(op: Op, value: Json): ScimError {
  const problem = `An operation to ${op} has neither "path" nor an object of attributes as "value"`;
  return new ScimError(400, "invalidValue", `${problem}, but ${excerpt(value)}; send one of them.`);
}

function notUnderstood(problem: string): ScimError {
  return new ScimError(400, "invalidSyntax", `${problem}; send {"schemas": ["${PATCH_OP_URN}"], "Operations": […]}.`);
}
