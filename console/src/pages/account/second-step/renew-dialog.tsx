import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { accountQuery, renewRecoveryCodes } from "../../../api/account.ts";
import { useChange } from "../../../confirmation/change.ts";
import { Dialog } from "../../../dialog/dialog.tsx";
import { Hint } from "../../../dialog/hint.tsx";
import text from "../../../theme/text.module.css";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { useShownOnce } from "./shown-once.ts";

/** Asks before the recovery codes are replaced, then shows the new ones. */
export function RenewDialog({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const { busy, failure, change, clear } = useChange(accountQuery.queryKey);
  const [codes, setCodes] = useShownOnce<readonly string[]>();
  const close = () => {
    setCodes(null);
    clear();
    onClose();
  };
  const renew = () => change(async () => setCodes((await renewRecoveryCodes()).recoveryCodes));
  if (codes) return <RecoveryCodes opened={opened} codes={codes} renewed onClose={close} />;
  return (
    <Dialog
      title="Make new recovery codes?"
      opened={opened}
      onClose={close}
      alert
      locked={busy}
      actions={
        <>
          <Button onClick={close} data-autofocus>
            Cancel
          </Button>
          <Button variant="filled" onClick={renew} loading={busy}>
            Make new ones
          </Button>
        </>
      }
    >
      <p className={text.second}>Those that you have now are of no use afterwards.</p>
      {failure && (
        <Hint kind="stop" alert>
          <p>{failure}</p>
        </Hint>
      )}
    </Dialog>
  );
}
