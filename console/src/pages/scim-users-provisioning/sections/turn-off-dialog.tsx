import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { turnOff } from "../../../api/calls.ts";
import type { Provisioning } from "../../../api/types.ts";
import { Dialog } from "../../../dialog/dialog.tsx";
import { Hint } from "../../../dialog/hint.tsx";
import text from "../../../theme/text.module.css";
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
  const { busy, failure, change, clear } = useChanging();
  const close = () => {
    clear();
    onClose();
  };
  const off = async () => {
    if (await change(turnOff)) {
      void toast("SCIM is off. The token is revoked.");
      close();
    }
  };
  const people = several(provisioning.people, "person", "people");
  const groups = several(provisioning.groups, "group", "groups");
  return (
    <Dialog
      title="Turn off SCIM?"
      opened={opened}
      onClose={close}
      alert
      locked={busy}
      actions={
        <>
          <Button onClick={close} data-autofocus>
            Cancel
          </Button>
          <Button variant="filled" color="madder" onClick={off} loading={busy}>
            Turn off
          </Button>
        </>
      }
    >
      <p className={text.second}>
        The token is revoked at once. {people} and {groups} stay as they are. Turning on again gives a new token.
      </p>
      {failure && (
        <Hint kind="stop" alert>
          <p>{failure}</p>
        </Hint>
      )}
    </Dialog>
  );
}
