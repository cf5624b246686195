/** What is told of a read that was answered: who was read or looked for, how far a list has come, what was asked of the server. */

import type { Asked, Discovery, ListAsked, Sought } from "../asked.ts";
import { briefly, capitalized, counted, distinctly, namedIn, shown } from "../names.ts";
import { type Context, deed, type KeptRequest, type Sentence, subjectOf } from "./form.ts";

type List = Extract<Asked, { kind: "list" }>;

/** GET of one user or group. */
export function sentenceOfRead(
  asked: { readonly type: "user" | "group" },
  request: KeptRequest,
  context: Context,
): Sentence {
  const subject = subjectOf(context);
  const named = namedIn(request.names, request.resourceId);
  const who = named ? distinctly(named) : `a ${asked.type}`;
  return request.status === 304
    ? deed(`not modified ${asked.type}`, subject, who, (whom) => `asked whether ${whom} had changed: no`)
    : deed(`read ${asked.type}`, subject, who, (whom) => `read ${whom}`);
}

/** GET of a list, and POST to /.search. */
export function sentenceOfList({ type, list }: List, request: KeptRequest, context: Context): Sentence {
  const subject = subjectOf(context);
  // Whoever wants none of the results, or not the first, does not learn from them whether there is one.
  const results = list.count === 0 || list.startIndex > 1 ? null : request.results;
  if (list.sought) return lookUp(subject, type, list.sought, { ...request, results });
  if (list.filter !== undefined) return search(subject, type, list.filter, { ...request, results });
  return page(subject, type, list, request);
}

function lookUp(
  subject: string,
  type: List["type"],
  sought: Sought,
  { results, names, resourceId }: KeptRequest,
): Sentence {
  if (sought.kind === "membership") {
    const [member, group] = [sought.member, sought.group].map((id) => namedIn(names, id.toLowerCase()));
    const answer = results === null ? "" : results > 0 ? ": yes" : ": no";
    const told = (whom: string, is = "is") =>
      `asked whether ${whom} ${is} in ${group ? briefly(group) : "a group"}${answer}`;
    return {
      ...deed(`member ${sought.group} ${answer}`, subject, member ? distinctly(member) : "somebody", (whom) =>
        told(whom),
      ),
      several: ({ whom, people, times }) =>
        `${subject} ${told(whom, people > 1 ? "are" : "is")}${people < times ? `, ${times} times` : ""}`,
    };
  }
  if (sought.attribute.toLowerCase() === "members") {
    const member = namedIn(names, sought.value.toLowerCase());
    return deed(
      "groups of",
      subject,
      member ? distinctly(member) : shown(sought.value),
      (whom) => `looked for the groups of ${whom}`,
    );
  }
  const found = namedIn(names, resourceId);
  const what = type === "group" ? "the group " : "";
  const value = shown(sought.value);
  const naming =
    found?.type === "user" && briefly(found).toLowerCase() !== value.toLowerCase()
      ? `: it is ${briefly(found)}`
      : ": found";
  const answer = results === null ? "" : results === 0 ? ": not there" : results === 1 ? naming : `: ${results} found`;
  return {
    ...deed(
      `look up ${type} ${results === null ? "" : Math.min(results, 1)}`,
      subject,
      value,
      (whom) => `looked for ${what}${whom}${results === null ? "" : results === 0 ? ": not there" : ": found"}`,
    ),
    text: `${subject} looked for ${what}${value}${answer}`,
  };
}

function search(subject: string, type: List["type"], filter: string, { results }: KeptRequest): Sentence {
  const answer = results === null ? "" : `: ${results === 0 ? "none" : counted(results, "result")}`;
  const told = `searched ${plural(type)} for ${shown(filter)}${answer}`;
  return {
    text: `${subject} ${told}`,
    // Only those are summed that each claim how many there were.
    kind: `search ${type}${results === null ? "" : " with results"}`,
    about: undefined,
    several: ({ times, results: all }) =>
      `${subject} searched ${plural(type)} ${times} times${results === null ? "" : `: ${counted(all, "result")}`}`,
    fix: undefined,
  };
}

function page(
  subject: string,
  type: List["type"],
  { startIndex, count }: ListAsked,
  { results }: KeptRequest,
): Sentence {
  const from = startIndex > 1 ? `, from number ${startIndex.toLocaleString("en-US")} on` : "";
  const none =
    startIndex > 1
      ? `asked for ${plural(type)}${from}: there are no more`
      : `asked for ${plural(type)}: there are none yet`;
  const some = results === null ? plural(type) : counted(results, singular(type), plural(type));
  return {
    text: `${subject} ${count === 0 ? `counted the ${plural(type)}` : results === 0 ? none : `read ${some}${from}`}`,
    kind: count === 0 ? `count ${type}` : `page ${type}${results === null ? "" : " with results"}`,
    about: undefined,
    several: ({ times, results: all }) =>
      count === 0
        ? `${subject} counted the ${plural(type)} ${times} times`
        : `${subject} read ${results === null ? plural(type) : counted(all, singular(type), plural(type))} in ${times} pages`,
    fix: undefined,
  };
}

function singular(type: List["type"]): string {
  return type ?? "user or group";
}

function plural(type: List["type"]): string {
  return type === undefined ? "users and groups" : `${type}s`;
}

const DISCOVERED: Readonly<Record<Discovery, string>> = {
  ServiceProviderConfig: "what this server can do",
  ResourceTypes: "which kinds of resources there are",
  Schemas: "which attributes users and groups have",
};

/** GET of what the server says of itself. */
export function sentenceOfDiscovery(of: Discovery, context: Context): Sentence {
  const told = `asked ${DISCOVERED[of]}`;
  return {
    text: `${subjectOf(context)} ${told}`,
    kind: `discovery ${of}`,
    about: undefined,
    several: ({ times }) => capitalized(`${subjectOf(context)} ${told}, ${times} times`),
    fix: undefined,
  };
}
