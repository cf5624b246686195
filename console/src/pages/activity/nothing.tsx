import { Button } from "@mantine/core";
import { IconSwitchHorizontal } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { EmptyState } from "../../states/empty-state.tsx";
import { stretchInWords } from "../../time/stretches.ts";
import type { ActivitySearch } from "./search.ts";

interface NothingProps {
  search: ActivitySearch;
  /** How far back was looked; null where that was all. */
  backTo: string | null;
  onChange: (change: ActivitySearch) => void;
}

/** No line to show: why, and what to ask instead. */
export function Nothing({ search, backTo, onChange }: NothingProps): ReactNode {
  const { outcome, provider, about, span, from, to, cursor } = search;
  const isFiltered = [outcome, provider, about, span, from, to, cursor].some((one) => one !== undefined);
  const icon = <IconSwitchHorizontal size={24} stroke={1.6} aria-hidden />;
  if (!isFiltered && backTo === null) {
    return (
      <EmptyState icon={icon} title="Nothing has changed yet" level={2}>
        Each request that changes something, or is refused, stands here a moment after it came.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={icon}
      level={2}
      title={outcome === "refused" ? "No refusals" : "No requests"}
      actions={<Button onClick={() => onChange({ ...(search.why && { why: search.why }) })}>Show all of them</Button>}
    >
      {backTo === null
        ? "Nothing of the kind came in the time that is kept."
        : `Nothing of the kind came since ${stretchInWords(backTo)}. Go to older ones to look further.`}
    </EmptyState>
  );
}
