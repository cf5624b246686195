import type { ReactNode } from "react";
import { accountQuery, turnSecondStepOff } from "../../../api/account.ts";
import { AskDialog } from "../../../asking/ask-dialog.tsx";
import { useChanging, useRereading } from "../../../changing/changing.ts";
import { toast } from "../../../toasts/toast.ts";

/** Asks before the second step is turned off. */
export function TurnOffDialog({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const changing = useChanging(useRereading(accountQuery.queryKey));
  const off = async () => {
    if (!(await changing.change(turnSecondStepOff))) return;
    void toast("Two-factor sign-in is off.");
    onClose();
  };
  return (
    <AskDialog
      title="Turn off two-factor sign-in?"
      opened={opened}
      onClose={onClose}
      changing={changing}
      act="Turn off"
      onAct={off}
      danger
    >
      <p>
        Whoever knows your password can then sign in. The entry in your authenticator app and the recovery codes are of
        no use afterwards.
      </p>
    </AskDialog>
  );
}
