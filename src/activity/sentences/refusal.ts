/** What is told of a request that was refused: whom or what it was about, why, and what to do. */

import { isObject, type JsonObject } from "../../scim/json.ts";
import { primaryEmail } from "../../scim/resource/emails.ts";
import { type Asked, jsonOf } from "../asked.ts";
import { capitalized, distinctly, inFull, type Named, namedIn, shown } from "../names.ts";
import { explain, UNEXPLAINED } from "../refusals.ts";
import { UNTOLD } from "../sentence-kinds.ts";
import { type Context, type KeptRequest, placeOf, type Run, type Sentence, subjectOf } from "./form.ts";

/** "ann@example.org was refused: example.org is not one of your domains", with its fix. */
export function sentenceOfRefusal(asked: Asked, request: KeptRequest, context: Context): Sentence {
  const { status, names } = request;
  if (status === 404 && "id" in asked && asked.kind !== "discovery") return sentenceOfMissing(asked, request, context);
  const isNew = asked.kind === "create";
  const facts = {
    status,
    detail: request.detail ?? "",
    place: placeOf(context),
    shortName: context.shortName,
    names,
    isNew,
  };
  const { kind, why, severally, fix } = explain(facts);
  const ofLine = status === 401 || status === 429;
  const { what, about } = ofLine ? { what: `A request${from(request)}`, about: undefined } : refused(asked, request);
  const unknown = kind === UNEXPLAINED ? UNTOLD : `refused ${kind}`;
  return {
    text: `${what} was refused: ${why}`,
    // Refusals that differ in their reason only by whom they are about are alike all the same.
    kind: `${unknown} ${about === undefined ? "" : asked.kind} ${severally ? kind : why}`,
    about,
    several: (run) =>
      `${manyRefused(asked, about, run)}: ${severally?.(run.people) ?? whyMany(asked, about, run, why)}`,
    fix,
  };
}

/** "its token is revoked" is one request's; of several it is theirs. */
function whyMany(asked: Asked, about: string | undefined, { people }: Run, why: string): string {
  if (about !== undefined && asked.kind === "create" && people === 1) return why;
  return why.replace(/^(?:its|it is|it has|it)(?= )/, (one) => THEIRS.get(one) ?? one);
}

const THEIRS: ReadonlyMap<string, string> = new Map([
  ["its", "their"],
  ["it is", "they are"],
  ["it has", "they have"],
  ["it", "they"],
]);

function manyRefused(asked: Asked, about: string | undefined, { whom, people, times }: Run): string {
  if (about === undefined) return `${whom} were refused`;
  const often = people < times ? ` ${times} times` : "";
  const refusedOften = `${people > 1 ? "were" : "was"} refused${often}`;
  if (asked.kind === "create") return `${asked.type === "group" ? capitalized(whom) : whom} ${refusedOften}`;
  return asked.kind === "read" ? `Reading ${whom} was refused${often}` : `Changes of ${whom} were refused${often}`;
}

/** What was refused, as a sentence begins with it, and whom it is about. */
function refused(asked: Asked, request: KeptRequest): { what: string; about: string | undefined } {
  // The id of a request refused for its body was not looked at by the server; it stands in the path all the same.
  const named = namedIn(request.names, request.resourceId ?? ("id" in asked ? (asked.id ?? "").toLowerCase() : ""));
  switch (asked.kind) {
    case "create": {
      const about = newcomer(asked.type, request.body);
      return {
        what: about === undefined ? `A new ${asked.type}` : asked.type === "group" ? capitalized(about) : about,
        about,
      };
    }
    case "replace":
    case "change":
      return of("A change of", named, asked.type);
    case "delete":
      return of("Deleting", named, asked.type);
    case "read":
      return of("Reading", named, asked.type);
    case "list": {
      const what = asked.type === undefined ? "users and groups" : `${asked.type}s`;
      return { what: asked.list.filter === undefined ? `Reading ${what}` : `A search of ${what}`, about: undefined };
    }
    case "discovery":
      return { what: `A question about this server (/${asked.of})`, about: undefined };
    case "other":
      return { what: `A request to ${shown(asked.address)}`, about: undefined };
  }
}

function of(deed: string, named: Named | undefined, type: "user" | "group"): { what: string; about: string } {
  const about = named ? distinctly(named) : `a ${type}`;
  return { what: `${deed} ${about}`, about };
}

function from({ address }: KeptRequest): string {
  return address === null ? "" : ` from ${address}`;
}

/** Who was to be created: by the address, as that is what people look for; from the text where the body is no JSON. */
export function newcomer(type: "user" | "group", body: string | null): string | undefined {
  const resource = jsonOf(body);
  if (resource) return type === "user" ? addressOf(resource) : named(resource.displayName, "the group ");
  const key = type === "user" ? "userName" : "displayName";
  const [, quoted] = new RegExp(`"${key}"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*")`, "i").exec(body ?? "") ?? [];
  return named(quoted === undefined ? undefined : jsonText(quoted), type === "user" ? "" : "the group ");
}

function addressOf(user: JsonObject): string | undefined {
  const [, userName] = Object.entries(user).find(([key]) => key.toLowerCase() === "username") ?? [];
  return named(userName) ?? named(primaryEmail(user)) ?? named(user.externalId);
}

function named(value: unknown, kind = ""): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? kind + shown(value) : undefined;
}

function jsonText(quoted: string): unknown {
  try {
    const value: unknown = JSON.parse(quoted);
    return isObject(value) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Whoever is not there (any more): for a provider that looks after its own, an answer rather than a failure. */
function sentenceOfMissing(
  asked: Extract<Asked, { id: string; type: unknown }>,
  { names, detail }: KeptRequest,
  context: Context,
): Sentence {
  const [, id = asked.id] = /with id "(.*)"\.$/s.exec(detail ?? "") ?? [];
  const known = namedIn(names, id.toLowerCase());
  const deed = {
    read: "asked for",
    replace: "wanted to change",
    change: "wanted to change",
    delete: "wanted to delete",
  }[asked.kind];
  const gone = known ? "deleted" : "not there";
  const about = known ? inFull(known) : `a ${asked.type} (id ${shown(id)})`;
  const which = asked.type === "group" ? "which" : "who";
  const tell = (whom: string, people: number) =>
    `${subjectOf(context)} ${deed} ${whom}, ${which} ${people > 1 ? "are" : "is"} ${gone}`;
  return {
    text: tell(about, 1),
    kind: `refused missing ${asked.kind} ${asked.type} ${gone}`,
    about,
    several: ({ whom, people, times }) => `${tell(whom, people)}${people < times ? `, ${times} times` : ""}`,
    fix:
      asked.kind === "read" || asked.kind === "delete"
        ? `Nothing to do if it was once. If it goes on, restart provisioning in ${placeOf(context)}, so that it looks for everybody anew.`
        : `Restart provisioning in ${placeOf(context)}, so that it looks for everybody anew and creates whom it does not find.`,
  };
}
