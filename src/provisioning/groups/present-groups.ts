/** Groups as text, part by part, from rows that each carry a chunk of members. */

import { setImmediate } from "node:timers/promises";
import type { GroupChunk } from "../../directory/group.ts";
import type { JsonObject } from "../../scim/json.ts";
import { howShown, type Projection, project } from "../../scim/projection.ts";
import { beginGroup } from "../present.ts";

/** How the rows of groups become text. */
export interface Presentation {
  readonly base: string;
  readonly projection: Projection | undefined;
}

type Present = GroupChunk & { readonly id: string };

/**
 * The texts of the groups in `batches`, in parts, with a comma between two groups. Rows of one group follow each other.
 * However large a group, at most one chunk of its members is parsed at a time, and none where they are shown whole.
 */
export async function* groupTexts(
  batches: AsyncIterable<readonly GroupChunk[]>,
  { base, projection }: Presentation,
): AsyncGenerator<string> {
  const shown = howShown(projection, "members");
  let current: string | undefined;
  // What ends the current group: it has no array of members until there is something to say of them.
  let end = "";
  for await (const batch of batches) {
    let text = "";
    for (const row of batch.filter(isPresent)) {
      if (row.id !== current) {
        if (current !== undefined) text += `${end},`;
        current = row.id;
        text += headOf(row, base, projection);
        end = "}";
      }
      if (shown === "not") continue;
      const members = shown === "partly" ? partsOf(row.members ?? "", projection) : (row.members ?? "");
      // Of an empty group it is said that it is empty; of members that have nothing of what is asked for, nothing.
      if (members !== "" || row.members === null) {
        text += `${end === "}" ? ',"members":[' : ","}${members}`;
        end = "]}";
      }
      if (shown === "partly") {
        yield text;
        text = "";
        // Chunks are parsed: others have their turn between two.
        await setImmediate();
      }
    }
    yield text;
  }
  if (current !== undefined) yield end;
}

/** A group up to its members, without the closing brace. It is never empty: the id is always shown. */
function headOf(row: Present, base: string, projection: Projection | undefined): string {
  const { text } = beginGroup(row, base);
  return projection ? JSON.stringify(project(JSON.parse(`${text}}`) as JsonObject, projection)).slice(0, -1) : text;
}

/** What `projection` shows of a chunk of members, elements of a JSON array like it; "" when nothing is left. */
function partsOf(chunk: string, projection: Projection | undefined): string {
  const { members } = project(JSON.parse(`{"members":[${chunk}]}`) as JsonObject, projection);
  return members === undefined ? "" : JSON.stringify(members).slice(1, -1);
}

function isPresent(row: GroupChunk): row is Present {
  return row.id !== null;
}
