import { useEffect, useRef, useState } from "react";
import type { ActivityLine } from "../../api/activity.ts";

interface Held {
  /** What is shown. */
  lines: readonly ActivityLine[];
  /** Those that have come while one was looking, by the id of their oldest request. */
  fresh: ReadonlySet<string>;
  /** How many wait behind the button. */
  waiting: number;
  /** Shows them. */
  letIn: () => void;
}

/**
 * Lines as they come: shown at once, unless the reader is at something (`isReading`) that would jump away from under
 * them. `question` tells when something else is asked for, and nothing is held then.
 */
export function useHeld(latest: readonly ActivityLine[], question: string, isReading: () => boolean): Held {
  const [shown, setShown] = useState({ question, lines: latest, fresh: new Set<string>() as ReadonlySet<string> });
  const reading = useRef(isReading);
  useEffect(() => {
    reading.current = isReading;
  });
  useEffect(() => {
    setShown((before) => {
      if (before.lines === latest && before.question === question) return before;
      if (before.question !== question) return { question, lines: latest, fresh: new Set() };
      if (comingIn(before.lines, latest).length > 0 && reading.current()) return before;
      return { question, lines: latest, fresh: new Set(comingIn(before.lines, latest)) };
    });
  }, [latest, question]);
  const current = shown.question === question ? shown : { lines: latest, fresh: new Set<string>() };
  return {
    lines: current.lines,
    fresh: current.fresh,
    waiting: comingIn(current.lines, latest).length,
    letIn: () => setShown({ question, lines: latest, fresh: new Set() }),
  };
}

/** The lines of `after` that `before` does not have, or that have grown since. */
export function comingIn(before: readonly ActivityLine[], after: readonly ActivityLine[]): string[] {
  if (before === after) return [];
  const known = new Map(before.map(({ oldest, count }) => [oldest, count]));
  return after.filter(({ oldest, count }) => (known.get(oldest) ?? 0) < count).map(({ oldest }) => oldest);
}
