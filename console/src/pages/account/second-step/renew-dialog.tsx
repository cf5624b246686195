import type { ReactNode } from "react";
import { accountQuery, renewRecoveryCodes } from "../../../api/account.ts";
import { AskDialog } from "../../../asking/ask-dialog.tsx";
import { useChanging, useRereading } from "../../../changing/changing.ts";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { useShownOnce } from "./shown-once.ts";

/** Asks before the recovery codes are replaced, then shows the new ones. */
export function RenewDialog({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const changing = useChanging(useRereading(accountQuery.queryKey));
  const [codes, setCodes] = useShownOnce<readonly string[]>();
  const close = () => {
    setCodes(null);
    onClose();
  };
  const renew = () => changing.change(async () => setCodes((await renewRecoveryCodes()).recoveryCodes));
  if (codes) return <RecoveryCodes opened={opened} codes={codes} renewed onClose={close} />;
  return (
    <AskDialog
      title="Make new recovery codes?"
      opened={opened}
      onClose={close}
      changing={changing}
      act="Make new ones"
      onAct={renew}
    >
      <p>Those that you have now are of no use afterwards.</p>
    </AskDialog>
  );
}
