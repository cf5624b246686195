import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { deleteGroup } from "../../../api/people-and-groups.ts";
import type { Role } from "../../../api/types.ts";
import { AskDialog } from "../../../asking/ask-dialog.tsx";
import { useChanging, useRereadDirectory } from "../../../changing/changing.ts";
import { roleNames } from "../../../shell/roles.ts";
import { toast } from "../../../toasts/toast.ts";

interface DeleteGroupDialogProps {
  group: { readonly id: string; readonly name: string; readonly role: Role };
  opened: boolean;
  onClose: () => void;
}

/** Asks before a group is deleted; then shows the groups there are. */
export function DeleteGroupDialog({ group, opened, onClose }: DeleteGroupDialogProps): ReactNode {
  const navigate = useNavigate();
  const reread = useRereadDirectory();
  // The page of what is gone has nothing to read anew.
  const changing = useChanging(async (stored) => stored || reread(false));
  const remove = async () => {
    if (!(await changing.change(() => deleteGroup(group.id)))) return;
    void toast(`Deleted ${group.name}.`);
    await navigate({ to: "/directory/groups" });
    await reread(true);
  };
  return (
    <AskDialog
      title={`Delete ${group.name}?`}
      opened={opened}
      onClose={onClose}
      changing={changing}
      act="Delete"
      onAct={remove}
      danger
    >
      <p>Its members stay, but are no longer together. This cannot be undone: a new group has a new id.</p>
      {group.role !== null && <p>Whoever has the role {roleNames[group.role]} by this group alone loses it.</p>}
    </AskDialog>
  );
}
