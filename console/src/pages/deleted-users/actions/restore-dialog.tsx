import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { restoreUser } from "../../../api/people-and-groups.ts";
import type { DeletedUser } from "../../../api/types.ts";
import { AskDialog } from "../../../asking/ask-dialog.tsx";
import { useChanging, useRereadDirectory } from "../../../changing/changing.ts";
import { toast } from "../../../toasts/toast.ts";

interface RestoreDialogProps {
  user: DeletedUser;
  opened: boolean;
  onClose: () => void;
}

/** Asks before somebody is restored; then shows them. */
export function RestoreDialog({ user, opened, onClose }: RestoreDialogProps): ReactNode {
  const navigate = useNavigate();
  const changing = useChanging(useRereadDirectory());
  const restore = async () => {
    if (!(await changing.change(() => restoreUser(user.id)))) return;
    void toast(`Restored ${user.name}, suspended for now.`);
    await navigate({ to: "/directory/users/$id", params: { id: user.id } });
  };
  return (
    <AskDialog
      title={`Restore ${user.name}?`}
      opened={opened}
      onClose={onClose}
      changing={changing}
      act="Restore"
      onAct={restore}
    >
      <p>
        They come back with the same id and attributes, suspended, without memberships, role or sign-in. Lift the
        suspension to give access; an identity provider that finds them may take them over.
      </p>
    </AskDialog>
  );
}
