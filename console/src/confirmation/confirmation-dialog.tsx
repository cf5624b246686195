import { Button, PasswordInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, type SubmitEvent, useState } from "react";
import { accountQuery, askPasskey, confirmByPasskey } from "../api/account.ts";
import { confirmPassword } from "../api/calls.ts";
import { isRefused, sentence } from "../api/refused.ts";
import { Dialog } from "../dialog/dialog.tsx";
import { hasPasskeys, NoPasskey, signWithPasskey } from "../passkeys/passkeys.ts";
import text from "../theme/text.module.css";
import styles from "./confirmation.module.css";

interface ConfirmationDialogProps {
  opened: boolean;
  onCancel: () => void;
  onConfirmed: () => void;
}

/** Asks for the password of who is signed in, or for a passkey where they have one. */
export function ConfirmationDialog({ opened, onCancel, onConfirmed }: ConfirmationDialogProps): ReactNode {
  const [password, setPassword] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState<"password" | "passkey" | null>(null);
  // Known where the account page was open; else asked for when this opens.
  const account = useQuery({ ...accountQuery, enabled: opened });
  const hasPasskey = hasPasskeys() && (account.data?.passkeys.length ?? 0) > 0;

  const leave = (how: () => void) => {
    setPassword("");
    setFailure(null);
    how();
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void confirming("password", () => confirmPassword(password));
  };
  const byPasskey = () =>
    confirming("passkey", async () => {
      const { options } = await askPasskey();
      await confirmByPasskey(await signWithPasskey(options));
    });
  const confirming = async (which: "password" | "passkey", confirm: () => Promise<unknown>) => {
    if (busy) return;
    setBusy(which);
    setFailure(null);
    try {
      await confirm();
      leave(onConfirmed);
    } catch (error) {
      if (error instanceof NoPasskey) setFailure(error.said ?? null);
      else setFailure(isRefused(error, "wrong password") ? "This is not your password." : sentence(error));
    } finally {
      setBusy(null);
    }
  };

  return (
    <Dialog
      title="Confirm that it is you"
      opened={opened}
      onClose={() => leave(onCancel)}
      alert
      above
      locked={busy !== null}
      actions={
        <>
          <Button variant="subtle" onClick={() => leave(onCancel)}>
            Cancel
          </Button>
          {hasPasskey && (
            <Button onClick={byPasskey} loading={busy === "passkey"}>
              Use a passkey
            </Button>
          )}
          <Button variant="filled" type="submit" form="confirmation" loading={busy === "password"}>
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
