import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { NothingHere } from "../states/nothing-here.tsx";

interface NothingMatchesProps {
  icon: ReactNode;
  /** What is listed, in the plural: "users". */
  what: string;
  search: string | undefined;
  onClear: () => void;
}

/** A list that has rows, but none of those asked for. */
export function NothingMatches({ icon, what, search, onClear }: NothingMatchesProps): ReactNode {
  return (
    <NothingHere
      icon={icon}
      title={search === undefined ? `No ${what} match` : `No ${what} match “${search}”`}
      actions={<Button onClick={onClear}>Show all {what}</Button>}
    >
      {search === undefined
        ? "Take a filter away to see more."
        : "It is looked for at the beginning of each name and address. Try fewer letters, or take a filter away."}
    </NothingHere>
  );
}
