import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { sentence } from "../../../api/refused.ts";
import type { Token } from "../../../api/types.ts";
import { Dialog } from "../../../dialog/dialog.tsx";
import { Hint } from "../../../dialog/hint.tsx";
import text from "../../../theme/text.module.css";
import { Ago } from "../../../time/ago.tsx";
import facts from "../sections/facts.module.css";
import { HiddenToken } from "./hidden-token.tsx";
import styles from "./refresh-dialog.module.css";

interface RefreshDialogProps {
  opened: boolean;
  /** The token that is replaced, as it was when the dialog opened. */
  replaces: Token | null;
  onClose: () => void;
  /** Refreshes; throws what is to be told here. */
  onContinue: (replaces: string) => Promise<void>;
}

/** The warning before Refresh. Continue locks at the first press: a double click refreshes once. */
export function RefreshDialog({ opened, replaces, onClose, onContinue }: RefreshDialogProps): ReactNode {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const close = () => {
    setFailure(null);
    onClose();
  };
  const go = async () => {
    if (busy || !replaces) return;
    setBusy(true);
    setFailure(null);
    try {
      await onContinue(replaces.id);
      close();
    } catch (error) {
      setFailure(sentence(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title="Refresh SCIM token"
      opened={opened}
      onClose={close}
      alert
      locked={busy}
      actions={
        <>
          <Button onClick={close} aria-disabled={busy || undefined} data-autofocus>
            Cancel
          </Button>
          <Button variant="filled" color="madder" onClick={go} loading={busy}>
            Continue
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        <Hint kind="warn">
          <p>
            Once you refresh your SCIM token, the previous token is immediately invalidated. Copy the new token into
            your identity provider immediately to ensure no interruption to user provisioning.
          </p>
        </Hint>
        {replaces && (
          <dl className={facts.facts}>
            <dt>Replaces</dt>
            <dd>
              <HiddenToken token={replaces} />
            </dd>
            <dt>Last use</dt>
            <dd>
              {replaces.lastUse ? <Ago at={replaces.lastUse.at} /> : "never"}
              {replaces.lastUse?.provider && ` by ${replaces.lastUse.provider}`}
            </dd>
          </dl>
        )}
        <p className={text.second}>This new token revokes the previous one and cannot be undone.</p>
        {failure && (
          <Hint kind="stop" alert>
            <p>{failure}</p>
          </Hint>
        )}
      </div>
    </Dialog>
  );
}
