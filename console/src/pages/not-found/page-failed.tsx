import { Button } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { sentence } from "../../api/refused.ts";
import { EmptyState } from "../../states/empty-state.tsx";
import { LonePage } from "../lone-page.tsx";

/** The page itself could not be shown: the server is away, or the console broke. */
export function PageFailed({ error, reset }: ErrorComponentProps): ReactNode {
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <LonePage title="Did not load">
      <EmptyState
        icon={<IconPlugConnectedX size={24} stroke={1.6} aria-hidden />}
        title="This did not load"
        actions={
          <Button variant="filled" onClick={again}>
            Try again
          </Button>
        }
      >
        {sentence(error)}
      </EmptyState>
    </LonePage>
  );
}
