/** Whether a request is about a person, not only one that mentions it, such as a report's manager. */

import { fold } from "../scim/fold.ts";
import { isObject, type Json, withLowerCaseNames } from "../scim/json.ts";
import { askedBy, jsonOf } from "./asked.ts";
import type { KeptRequest } from "./kept-request.ts";
import { fullName } from "./names.ts";
import type { Sentence } from "./sentences/form.ts";

/** What somebody is called by. */
const NAMING: ReadonlySet<string> = new Set(["username", "externalid", "displayname", "emails"]);
const OF_USER = /^urn:ietf:params:scim:schemas:core:2\.0:user:/i;

/** Whether `request` is about whoever has one of `ids`, or is called `text` in it. */
export function isAboutPerson(
  request: KeptRequest & { readonly sentence: Sentence },
  text: string,
  ids: readonly string[],
): boolean {
  if (request.resourceId !== null && ids.includes(request.resourceId)) return true;
  const asked = askedBy(request);
  if ("type" in asked && "id" in asked && ids.includes(asked.id.toLowerCase())) return true;
  const isText = (name: string) => fold(name) === fold(text);
  if (asked.kind === "list") return asked.list.sought?.kind === "value" && isText(asked.list.sought.value);
  if (!("type" in asked) || asked.type !== "user") return false;
  if (request.sentence.about !== undefined && isText(request.sentence.about)) return true;
  const body = jsonOf(request.body) ?? {};
  const { operations } = withLowerCaseNames(body);
  return [body, ...(Array.isArray(operations) ? operations.map(assignedBy) : [])]
    .flatMap((assigned) => Object.entries(assigned))
    .flatMap(([path, value]) => namesIn(path, value))
    .some(isText);
}

/** What a PATCH operation gives its user, by path. */
function assignedBy(operation: Json): Readonly<Record<string, Json>> {
  if (!isObject(operation)) return {};
  const { path, value = null } = withLowerCaseNames(operation);
  if (typeof path === "string" && path.trim() !== "") return { [path.trim()]: value };
  return isObject(value) ? value : {};
}

/** What `value`, at `path`, calls the user; none where the path is of something else, such as the manager. */
function namesIn(path: string, value: Json): string[] {
  const [attribute = ""] = path.replace(OF_USER, "").toLowerCase().split(/[.[]/, 1);
  if (attribute === "name") {
    const name = isObject(value) ? fullName(value) : value;
    return typeof name === "string" ? [name] : [];
  }
  if (!NAMING.has(attribute)) return [];
  return [value]
    .flat()
    .map((one) => (isObject(one) ? one.value : one))
    .filter((one) => typeof one === "string");
}
