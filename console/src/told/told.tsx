import { Fragment, type ReactNode } from "react";
import { inUtc, onDayAtClock } from "../time/words.ts";
import { parts } from "./parts.ts";

interface ToldProps {
  /** A sentence of the server. */
  text: string;
  /** What of it is a name. */
  names?: readonly string[];
}

/** A sentence of the server, with its names strong and its times in the reader's zone. */
export function Told({ text, names = [] }: ToldProps): ReactNode {
  return parts(text, names).map(({ kind, words, at }) => {
    if (kind === "name") return <b key={at}>{words}</b>;
    if (kind === "time") {
      return (
        <time key={at} dateTime={words} title={inUtc(words)}>
          {onDayAtClock(words)}
        </time>
      );
    }
    return <Fragment key={at}>{words}</Fragment>;
  });
}
