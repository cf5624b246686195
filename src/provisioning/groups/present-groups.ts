/** Groups as text, from rows that each carry a chunk of members: whole, or part by part. */

import type { GroupChunk, GroupRow } from "../../directory/group.ts";
import type { Projection } from "../../scim/projection.ts";
import { beginGroup, presentGroup } from "../present.ts";

/** How the rows of groups become text. */
export interface Presentation {
  readonly base: string;
  readonly projection: Projection | undefined;
  /** Whether the rows carry members. */
  readonly members: boolean;
}

type Present = GroupChunk & { readonly id: string };

/** The texts of the groups in `batches`, in parts, with a comma between two groups. Rows of one group follow each other. */
export async function* groupTexts(
  batches: AsyncIterable<readonly GroupChunk[]>,
  presentation: Presentation,
): AsyncGenerator<string> {
  // Parts of a group are asked for: then it is put together first.
  const parts = presentation.projection ? wholeGroups(batches, presentation) : growingGroups(batches, presentation);
  yield* parts;
}

async function* growingGroups(
  batches: AsyncIterable<readonly GroupChunk[]>,
  { base, members }: Presentation,
): AsyncGenerator<string> {
  const end = members ? "]}" : "}";
  let current: string | undefined;
  for await (const batch of batches) {
    let text = "";
    for (const row of batch.filter(isPresent)) {
      if (row.id === current) {
        text += `,${row.members}`;
        continue;
      }
      if (current !== undefined) text += `${end},`;
      current = row.id;
      text += beginGroup(row, base).text + (members ? `,"members":[${row.members ?? ""}` : "");
    }
    yield text;
  }
  if (current !== undefined) yield end;
}

async function* wholeGroups(
  batches: AsyncIterable<readonly GroupChunk[]>,
  { base, members, projection }: Presentation,
): AsyncGenerator<string> {
  let group: { row: GroupRow; chunks: string[] } | undefined;
  let separator = "";
  const finished = () => {
    if (!group) return "";
    const { text } = presentGroup(group.row, members ? group.chunks.join(",") : undefined, base, projection);
    const all = separator + text;
    separator = ",";
    return all;
  };
  for await (const batch of batches) {
    for (const row of batch.filter(isPresent)) {
      if (row.id !== group?.row.id) {
        yield finished();
        group = { row, chunks: [] };
      }
      if (row.members !== null) group.chunks.push(row.members);
    }
  }
  yield finished();
}

function isPresent(row: GroupChunk): row is Present {
  return row.id !== null;
}
