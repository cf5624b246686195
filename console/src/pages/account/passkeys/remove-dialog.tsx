import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { accountQuery, type Passkey, removePasskey } from "../../../api/account.ts";
import { useChange } from "../../../confirmation/change.ts";
import { Dialog } from "../../../dialog/dialog.tsx";
import { Hint } from "../../../dialog/hint.tsx";
import text from "../../../theme/text.module.css";
import { toast } from "../../../toasts/toast.ts";

interface RemoveDialogProps {
  opened: boolean;
  passkey: Passkey | null;
  onClose: () => void;
}

/** Asks before a passkey is removed. */
export function RemoveDialog({ opened, passkey, onClose }: RemoveDialogProps): ReactNode {
  const { busy, failure, change, clear } = useChange(accountQuery.queryKey);
  const close = () => {
    clear();
    onClose();
  };
  const remove = async () => {
    if (!passkey || !(await change(() => removePasskey(passkey.id)))) return;
    void toast(`Removed ${passkey.name}.`);
    close();
  };
  return (
    <Dialog
      title={`Remove ${passkey?.name ?? "passkey"}?`}
      opened={opened}
      onClose={close}
      alert
      locked={busy}
      actions={
        <>
          <Button onClick={close} data-autofocus>
            Cancel
          </Button>
          <Button variant="filled" color="madder" onClick={remove} loading={busy}>
            Remove
          </Button>
        </>
      }
    >
      <p className={text.second}>
        Nobody signs in with it any more. Your device may go on offering it; remove it there too.
      </p>
      {failure && (
        <Hint kind="stop" alert>
          <p>{failure}</p>
        </Hint>
      )}
    </Dialog>
  );
}
