import type { ReactNode } from "react";
import { accountQuery, type Passkey, removePasskey } from "../../../api/account.ts";
import { AskDialog } from "../../../asking/ask-dialog.tsx";
import { useChanging, useRereading } from "../../../changing/changing.ts";
import { toast } from "../../../toasts/toast.ts";

interface RemoveDialogProps {
  opened: boolean;
  passkey: Passkey | null;
  onClose: () => void;
}

/** Asks before a passkey is removed. */
export function RemoveDialog({ opened, passkey, onClose }: RemoveDialogProps): ReactNode {
  const changing = useChanging(useRereading(accountQuery.queryKey));
  const remove = async () => {
    if (!passkey || !(await changing.change(() => removePasskey(passkey.id)))) return;
    void toast(`Removed ${passkey.name}.`);
    onClose();
  };
  return (
    <AskDialog
      title={`Remove ${passkey?.name ?? "passkey"}?`}
      opened={opened}
      onClose={onClose}
      changing={changing}
      act="Remove"
      onAct={remove}
      danger
    >
      <p>Nobody signs in with it any more. Your device may go on offering it; remove it there too.</p>
    </AskDialog>
  );
}
