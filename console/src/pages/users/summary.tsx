import type { ReactNode } from "react";
import type { Directory } from "../../api/types.ts";
import { Bone, useSlow } from "../../states/bone.tsx";
import { count, several } from "../../time/words.ts";

/** How many people there are, and how many of them the identity provider keeps in step. */
export function UsersSummary({ directory }: { directory: Directory | undefined }): ReactNode {
  const slow = useSlow();
  if (!directory) return slow && <Bone width={260} />;
  const { users, byHand, provider } = directory;
  const people = several(users, "person", "people");
  if (byHand === users) return `${people}, all made by hand.`;
  const keeper = provider ?? "your identity provider";
  if (byHand === 0) return `${people}, kept in step by ${keeper}.`;
  return `${people}, ${count(users - byHand)} of them kept in step by ${keeper}.`;
}
