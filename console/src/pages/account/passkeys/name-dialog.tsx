import { Button, TextInput } from "@mantine/core";
import { type ReactNode, type SubmitEvent, useEffect, useState } from "react";
import { accountQuery, addPasskey, beginPasskey, type Passkey, renamePasskey } from "../../../api/account.ts";
import { useChanging, useRereading } from "../../../changing/changing.ts";
import { Dialog } from "../../../dialog/dialog.tsx";
import { makePasskey, NoPasskey } from "../../../passkeys/passkeys.ts";
import text from "../../../theme/text.module.css";
import { toast } from "../../../toasts/toast.ts";
import styles from "../account.module.css";

interface NameDialogProps {
  opened: boolean;
  /** The one to rename; null to add one. */
  passkey: Passkey | null;
  onClose: () => void;
}

/** Takes a passkey's name, and where it is a new one has the browser make it. */
export function NameDialog({ opened, passkey, onClose }: NameDialogProps): ReactNode {
  const { busy, failure, change, clear } = useChanging(useRereading(accountQuery.queryKey));
  const [name, setName] = useState("");
  const [said, setSaid] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: anew each time that it opens
  useEffect(() => {
    if (opened) setName(passkey?.name ?? "");
  }, [opened]);

  const close = () => {
    clear();
    setSaid(null);
    onClose();
  };
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setSaid(null);
    let cancelled: NoPasskey | undefined;
    const done = await change(async () => {
      if (passkey) {
        await renamePasskey(passkey.id, name);
        return;
      }
      const { options } = await beginPasskey();
      try {
        await addPasskey(name, await makePasskey(options));
      } catch (error) {
        if (!(error instanceof NoPasskey)) throw error;
        cancelled = error;
      }
    });
    if (cancelled) setSaid(cancelled.said ?? "No passkey was made. Try again when you are ready.");
    else if (done) {
      void toast(passkey ? `Renamed to ${name.trim()}.` : `Added ${name.trim()}. You can sign in with it from now on.`);
      close();
    }
  };
  return (
    <Dialog
      title={passkey ? "Rename passkey" : "Add a passkey"}
      opened={opened}
      onClose={close}
      locked={busy}
      actions={
        <>
          <Button variant="subtle" onClick={close}>
            Cancel
          </Button>
          <Button variant="filled" type="submit" form="passkey" loading={busy}>
            {passkey ? "Rename" : "Continue"}
          </Button>
        </>
      }
    >
      <form id="passkey" onSubmit={submit} className={styles.form}>
        {!passkey && (
          <p className={text.second}>
            Your browser then asks where to keep it: this device, a phone or a security key.
          </p>
        )}
        <TextInput
          label="Name"
          inputWrapperOrder={["label", "input", "error", "description"]}
          description="So that you recognize it, such as the device it is on."
          placeholder="Work laptop"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={failure ?? said}
          maxLength={60}
          required
          withAsterisk={false}
          data-autofocus
        />
      </form>
    </Dialog>
  );
}
