import type { ReactNode } from "react";
import { suspendUser } from "../../../api/people-and-groups.ts";
import { AskDialog } from "../../../asking/ask-dialog.tsx";
import { useChanging, useRereadDirectory } from "../../../changing/changing.ts";
import { Hint } from "../../../dialog/hint.tsx";
import { toast } from "../../../toasts/toast.ts";
import type { UserDialogProps } from "./user-dialog-props.ts";

/** Asks before somebody is suspended in the console. */
export function SuspendDialog({ user, provider, isMe, opened, onClose }: UserDialogProps): ReactNode {
  const changing = useChanging(useRereadDirectory());
  const suspend = async () => {
    if (!(await changing.change(() => suspendUser(user.id)))) return;
    void toast(`Suspended ${user.name}. Their sessions here have ended.`);
    onClose();
  };
  return (
    <AskDialog
      title={`Suspend ${user.name}?`}
      opened={opened}
      onClose={onClose}
      changing={changing}
      act="Suspend"
      onAct={suspend}
      danger
    >
      {isMe && (
        <Hint kind="warn">
          <p>This is you. You are signed out at once, and another Admin has to bring you back.</p>
        </Hint>
      )}
      <p>
        Their sessions in this organization end at once, and signing in is refused. Data, memberships and roles stay for
        when the suspension is lifted.
      </p>
      {user.scimManaged && <p>{provider} neither sees this suspension nor lifts it: only an Admin here can.</p>}
    </AskDialog>
  );
}
