/** What is told of a write that was done: who was created, changed, suspended, deleted, moved into a group. */

import { changedOf, differencesOf } from "../differences.ts";
import type { MembersMoved, RequestChange } from "../kept-request.ts";
import { briefly, counted, distinctly, inFull, listed, type Named, namedBy, namedIn, shown } from "../names.ts";
import { deed, type KeptRequest, type Sentence } from "./form.ts";

/** What is looked at: what a request changed of its resource, or one change by itself. */
type Written = Pick<KeptRequest, "changes" | "names" | "resourceId">;

/** What is told of changes of a user or group, none where all was so already. `subject` is who made them. */
export function sentenceOfWrite(type: "user" | "group", request: Written, subject: string): Sentence {
  const named = whom(type, request);
  const change = request.changes.find(({ op }) => op !== "adopt");
  const adopted = request.changes.some(({ op }) => op === "adopt");
  if (adopted) return adoption(subject, named, change);
  if (!change) return unchanged(subject, named);
  if (change.op === "create")
    return type === "user" ? userCreated(subject, change, named) : groupCreated(subject, change, named);
  if (change.op === "delete") return deed(`delete ${type}`, subject, inFull(named), (who) => `deleted ${who}`);
  return type === "user" ? userChanged(subject, change, named) : groupChanged(subject, change, named, request);
}

/** Whom the request is about, as it was called then. */
function whom(type: "user" | "group", { changes, names, resourceId }: Written): Named {
  const told = changes.find(({ op }) => op === "create" || op === "delete");
  const resource = told?.after ?? told?.before;
  if (resource) return namedBy(type, resource);
  return namedIn(names, resourceId) ?? namedBy(type, {});
}

function unchanged(subject: string, named: Named): Sentence {
  const told = (who: string) => `sent ${who} again: nothing was new`;
  return deed(`unchanged ${named.type}`, subject, distinctly(named), told);
}

function adoption(subject: string, named: Named, change: RequestChange | undefined): Sentence {
  const more = change ? ` and ${whatChanged(change)}` : "";
  const told = (who: string) => `took over ${who}, made by hand before,${more}`.replace(/,$/, "");
  return deed(`adopt ${named.type}`, subject, distinctly(named), told);
}

function whatChanged(change: RequestChange): string {
  if (change.op === "suspend") return "suspended this user";
  const differences = differencesOf(change.before, change.after);
  if (differences.length > 0) return changedOf((attribute) => `the ${attribute}`, differences);
  return change.members ? "changed its members" : "changed it";
}

function userCreated(subject: string, { after }: RequestChange, named: Named): Sentence {
  const suspended = after?.active === false ? ", suspended for now" : "";
  return deed(`create user${suspended}`, subject, inFull(named), (who) => `created ${who}${suspended}`);
}

function userChanged(subject: string, change: RequestChange, named: Named): Sentence {
  const differences = differencesOf(change.before, change.after);
  const who = briefly(named);
  if (change.op === "suspend" || change.op === "activate") {
    const verb = change.op === "suspend" ? "suspended" : "activated";
    const more = differences.length > 0 ? ` and ${changedOf((attribute) => `the ${attribute}`, differences)}` : "";
    return {
      ...deed(`${change.op} user`, subject, who, (them) => `${verb} ${them}`),
      text: `${subject} ${verb} ${who}${more}`,
    };
  }
  return {
    ...deed("change user", subject, who, (them) => `changed ${them}`),
    text: `${subject} ${changedOf((attribute) => `${who}'s ${attribute}`, differences)}`,
  };
}

function groupCreated(subject: string, { members }: RequestChange, named: Named): Sentence {
  const count = members?.added ?? 0;
  const sentence = deed("create group", subject, shown(named.name), (who) => `created the group ${who}`);
  return {
    ...sentence,
    text: `${sentence.text}${count > 0 ? ` with ${counted(count, "member")}` : ""}`,
    several: ({ whom: which, people }) => `${subject} created ${counted(people, "group")}: ${which}`,
  };
}

function groupChanged(subject: string, change: RequestChange, named: Named, { names }: Written): Sentence {
  const { before, after, members } = change;
  const renamed = typeof before?.displayName === "string" && typeof after?.displayName === "string";
  const others = differencesOf(before, after).filter(({ attribute }) => attribute !== "display name");
  const group = renamed ? shown(String(after.displayName)) : briefly(named);
  const told = [
    ...(renamed ? [`renamed the group ${shown(String(before.displayName))} to ${group}`] : []),
    ...(members ? [membersMoved(members, group, names)] : []),
    ...(others.length > 0 ? [changedOf((attribute) => `the ${attribute} of the group ${group}`, others)] : []),
  ];
  const kind = members && told.length === 1 ? "move members" : "change group";
  return {
    text: `${subject} ${listed(told.length > 0 ? told : [`changed the group ${group}`])}`,
    kind,
    about: group,
    several: ({ whom: which, times }) =>
      `${subject} changed ${kind === "move members" ? "the members of " : ""}${which}${times > 1 ? `, ${times} times` : ""}`,
    fix: undefined,
  };
}

/** "added Ann Smith to Sales", "added 3 and removed 2 members of Sales". */
function membersMoved(moved: MembersMoved, group: string, names: KeptRequest["names"]): string {
  const { added, removed, someAdded, someRemoved } = moved;
  if (added > 0 && removed > 0) {
    return `added ${counted(added, "member")} to ${group} and removed ${removed.toLocaleString("en-US")}`;
  }
  return added > 0
    ? `added ${members(added, someAdded, names)} to ${group}`
    : `removed ${members(removed, someRemoved, names)} from ${group}`;
}

function members(count: number, some: readonly string[], names: KeptRequest["names"]): string {
  const known = some.map((id) => namedIn(names, id)).filter((named) => named !== undefined);
  return count <= 2 && known.length === count ? listed(known.map(distinctly)) : counted(count, "member");
}
