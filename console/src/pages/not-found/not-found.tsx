import { Button } from "@mantine/core";
import { IconMapPinOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { EmptyState } from "../../states/empty-state.tsx";
import { LonePage } from "../lone-page.tsx";

/** An address that leads nowhere. */
export function NotFound(): ReactNode {
  return (
    <LonePage title="Not found">
      <EmptyState
        icon={<IconMapPinOff size={24} stroke={1.6} aria-hidden />}
        title="There is no such page"
        actions={
          <Button component={Link} to="/" variant="filled">
            Go to the start
          </Button>
        }
      >
        The address may be mistyped, or the page was moved.
      </EmptyState>
    </LonePage>
  );
}
