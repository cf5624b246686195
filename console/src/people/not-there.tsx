import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { EmptyState } from "../states/empty-state.tsx";

interface NotThereProps {
  icon: ReactNode;
  what: "user" | "group";
}

/** The page of what is not there, or not any more. */
export function NotThere({ icon, what }: NotThereProps): ReactNode {
  return (
    <EmptyState
      icon={icon}
      title={`This ${what} is not here`}
      actions={
        what === "user" ? (
          <>
            <Button component={Link} to="/directory/deleted-users">
              Deleted users
            </Button>
            <Button variant="filled" component={Link} to="/directory/users">
              Users
            </Button>
          </>
        ) : (
          <Button variant="filled" component={Link} to="/directory/groups">
            Groups
          </Button>
        )
      }
    >
      It may have been deleted, or the address is not whole.
    </EmptyState>
  );
}
