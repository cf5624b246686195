import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { Hint } from "../dialog/hint.tsx";

/** A section that did not load, in its own place; the rest of the page works. */
export function Failure({ onRetry, busy }: { onRetry: () => void; busy?: boolean }): ReactNode {
  return (
    <Hint
      kind="stop"
      alert
      action={
        <Button size="xs" onClick={onRetry} loading={busy ?? false}>
          Try again
        </Button>
      }
    >
      <p>This did not load. The rest of the page works.</p>
    </Hint>
  );
}
