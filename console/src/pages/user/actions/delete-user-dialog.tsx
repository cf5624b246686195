import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { deleteUser } from "../../../api/people-and-groups.ts";
import { AskDialog } from "../../../asking/ask-dialog.tsx";
import { useChanging, useRereadDirectory } from "../../../changing/changing.ts";
import { Hint } from "../../../dialog/hint.tsx";
import { toast } from "../../../toasts/toast.ts";
import type { UserDialogProps } from "./user-dialog-props.ts";

/** Asks before somebody is deleted; then shows the users there are. */
export function DeleteUserDialog({ user, provider, isMe, opened, onClose }: UserDialogProps): ReactNode {
  const navigate = useNavigate();
  const reread = useRereadDirectory();
  // The page of who is gone has nothing to read anew.
  const changing = useChanging(async (stored) => stored || reread(false));
  const remove = async () => {
    if (!(await changing.change(() => deleteUser(user.id)))) return;
    void toast(`Deleted ${user.name}.`);
    await navigate({ to: "/directory/users" });
    await reread(true);
  };
  return (
    <AskDialog
      title={`Delete ${user.name}?`}
      opened={opened}
      onClose={onClose}
      changing={changing}
      act="Delete"
      onAct={remove}
      danger
    >
      {isMe && (
        <Hint kind="warn">
          <p>This is you. You are signed out at once, and lose your role.</p>
        </Hint>
      )}
      <p>
        Access ends, memberships and roles are removed, and {user.userName} is free for somebody else. The record stands
        under Deleted users, where it can be restored: suspended, without memberships or roles.
      </p>
      {user.scimManaged && (
        <p>{provider} is not told. Remove them there too: it may create them anew, with a new id.</p>
      )}
    </AskDialog>
  );
}
