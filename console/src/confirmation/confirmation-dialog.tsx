import { Button, PasswordInput } from "@mantine/core";
import { type ReactNode, type SubmitEvent, useState } from "react";
import { confirmPassword } from "../api/calls.ts";
import { isRefused, sentence } from "../api/refused.ts";
import { Dialog } from "../dialog/dialog.tsx";
import text from "../theme/text.module.css";
import styles from "./confirmation.module.css";

interface ConfirmationDialogProps {
  opened: boolean;
  onCancel: () => void;
  onConfirmed: () => void;
}

/** Asks for the password of who is signed in. */
export function ConfirmationDialog({ opened, onCancel, onConfirmed }: ConfirmationDialogProps): ReactNode {
  const [password, setPassword] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const leave = (how: () => void) => {
    setPassword("");
    setFailure(null);
    how();
  };
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      await confirmPassword(password);
      leave(onConfirmed);
    } catch (error) {
      setFailure(isRefused(error, "wrong password") ? "This is not your password." : sentence(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      title="Confirm that it is you"
      opened={opened}
      onClose={() => leave(onCancel)}
      alert
      above
      locked={busy}
      actions={
        <>
          <Button variant="subtle" onClick={() => leave(onCancel)}>
            Cancel
          </Button>
          <Button variant="filled" type="submit" form="confirmation" loading={busy}>
            Continue
          </Button>
        </>
      }
    >
      <form id="confirmation" onSubmit={submit} className={styles.form}>
        <p className={text.second}>This needs a recent sign-in.</p>
        <PasswordInput
          label="Password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={failure}
          autoComplete="current-password"
          required
          withAsterisk={false}
          data-autofocus
        />
      </form>
    </Dialog>
  );
}
