import type { Change } from "../api/types.ts";

/** What a change did to whom the page is about, before "by": its name need not be told again. */
const DONE: Readonly<Record<string, string>> = {
  create: "Created",
  suspend: "Suspended",
  activate: "Brought back",
  adopt: "Taken over",
  delete: "Deleted",
  block: "Suspended in Muster",
  unblock: "Suspension lifted",
  restore: "Restored",
};

/** "2 attributes changed" and by whom; where it is about something else too, `undefined`: its sentence says it. */
export function headingOf(change: Change, id: string): { done: string; by: string } | undefined {
  const { op, resourceId, resourceType, values } = change;
  if (resourceId !== id || (resourceType !== "user" && resourceType !== "group")) return undefined;
  const done = op === "update" ? changed(values) : DONE[op];
  return done === undefined ? undefined : { done, by: whoMade(change) };
}

/** Who made a change, as one says it. */
function whoMade({ by, actor }: Change): string {
  switch (by) {
    case "connection":
      return actor ?? "the identity provider";
    case "command line":
      return actor === null ? "the command line" : `${actor} (command line)`;
    case "person":
      return actor ?? "a person";
    case "job":
      return actor ?? "Muster";
  }
}

function changed(values: Change["values"]): string {
  const moved = values.map(({ attribute }) => attribute);
  if (moved.length > 0 && moved.every((one) => one === "added")) return "Members added";
  if (moved.length > 0 && moved.every((one) => one === "removed")) return "Members removed";
  if (moved.some((one) => one === "added" || one === "removed")) return "Members changed";
  if (values.length === 0) return "Changed";
  return values.length === 1 ? "1 attribute changed" : `${values.length} attributes changed`;
}
