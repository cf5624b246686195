import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { Refused, sentence } from "../api/refused.ts";
import { Hint } from "../dialog/hint.tsx";
import { Failure } from "../states/failure.tsx";

interface ListFailureProps {
  error: Error;
  onRetry: () => void;
  busy: boolean;
  /** Where the page itself may be what is wrong: back to the first. */
  onBegin?: (() => void) | undefined;
}

/** A list that did not load: why, where the server says so, and the way on. */
export function ListFailure({ error, onRetry, busy, onBegin }: ListFailureProps): ReactNode {
  if (!(error instanceof Refused)) return <Failure onRetry={onRetry} busy={busy} />;
  const begins = error.status === 400 && onBegin;
  return (
    <Hint
      kind={error.code === "too long" ? "warn" : "stop"}
      alert
      action={
        <Button size="xs" onClick={begins || onRetry} loading={busy}>
          {begins ? "First page" : "Try again"}
        </Button>
      }
    >
      <p>{sentence(error)}</p>
    </Hint>
  );
}
