import type { ReactNode } from "react";
import { turnOff } from "../../../api/calls.ts";
import type { Provisioning } from "../../../api/types.ts";
import { AskDialog } from "../../../asking/ask-dialog.tsx";
import { several } from "../../../time/words.ts";
import { toast } from "../../../toasts/toast.ts";
import { useChanging } from "../changing.ts";

interface TurnOffDialogProps {
  opened: boolean;
  provisioning: Provisioning;
  onClose: () => void;
}

/** Asks before SCIM is turned off, and tells what stays. */
export function TurnOffDialog({ opened, provisioning, onClose }: TurnOffDialogProps): ReactNode {
  const changing = useChanging();
  const off = async () => {
    if (!(await changing.change(turnOff))) return;
    void toast("SCIM is off. The token is revoked.");
    onClose();
  };
  const people = several(provisioning.people, "person", "people");
  const groups = several(provisioning.groups, "group", "groups");
  return (
    <AskDialog
      title="Turn off SCIM?"
      opened={opened}
      onClose={onClose}
      changing={changing}
      act="Turn off"
      onAct={off}
      danger
    >
      <p>
        The token is revoked at once. {people} and {groups} stay as they are. Turning on again gives a new token.
      </p>
    </AskDialog>
  );
}
