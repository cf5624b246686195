import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { accountQuery, turnSecondStepOff } from "../../../api/account.ts";
import { useChange } from "../../../confirmation/change.ts";
import { Dialog } from "../../../dialog/dialog.tsx";
import { Hint } from "../../../dialog/hint.tsx";
import text from "../../../theme/text.module.css";
import { toast } from "../../../toasts/toast.ts";

/** Asks before the second step is turned off. */
export function TurnOffDialog({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const { busy, failure, change, clear } = useChange(accountQuery.queryKey);
  const close = () => {
    clear();
    onClose();
  };
  const off = async () => {
    if (!(await change(turnSecondStepOff))) return;
    void toast("Two-factor sign-in is off.");
    close();
  };
  return (
    <Dialog
      title="Turn off two-factor sign-in?"
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
        Whoever knows your password can then sign in. The entry in your authenticator app and the recovery codes are of
        no use afterwards.
      </p>
      {failure && (
        <Hint kind="stop" alert>
          <p>{failure}</p>
        </Hint>
      )}
    </Dialog>
  );
}
