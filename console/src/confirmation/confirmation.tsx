import { Button, PasswordInput } from "@mantine/core";
import { createContext, type ReactNode, type SubmitEvent, useCallback, useContext, useRef, useState } from "react";
import { confirmPassword } from "../api/calls.ts";
import { isRefused, sentence } from "../api/request.ts";
import { Dialog } from "../dialog/dialog.tsx";
import text from "../theme/text.module.css";
import styles from "./confirmation.module.css";

/** What a person who does not confirm leaves behind: nothing was done. */
export class NotConfirmed extends Error {}

type Confirmed = <Answer>(call: () => Promise<Answer>) => Promise<Answer>;

const ConfirmationContext = createContext<Confirmed>((call) => call());

/**
 * Calls the server, and when it wants a recent sign-in asks for the password and calls again.
 * Throws `NotConfirmed` when the person cancels, else what the call throws.
 */
export function useConfirmed(): Confirmed {
  return useContext(ConfirmationContext);
}

/** Holds the one dialog "Confirm that it is you" that all of the console's calls share. */
export function ConfirmationProvider({ children }: { children: ReactNode }): ReactNode {
  const [asking, setAsking] = useState(false);
  const waiting = useRef<PromiseWithResolvers<void> | null>(null);

  const confirmed = useCallback<Confirmed>(async (call) => {
    try {
      return await call();
    } catch (error) {
      if (!isRefused(error, "confirm")) throw error;
    }
    waiting.current ??= Promise.withResolvers<void>();
    setAsking(true);
    await waiting.current.promise;
    return call();
  }, []);

  const end = (how: "confirmed" | "cancelled") => {
    if (how === "confirmed") waiting.current?.resolve();
    else waiting.current?.reject(new NotConfirmed());
    waiting.current = null;
    setAsking(false);
  };

  return (
    <ConfirmationContext value={confirmed}>
      {children}
      <ConfirmationDialog opened={asking} onCancel={() => end("cancelled")} onConfirmed={() => end("confirmed")} />
    </ConfirmationContext>
  );
}

interface ConfirmationDialogProps {
  opened: boolean;
  onCancel: () => void;
  onConfirmed: () => void;
}

function ConfirmationDialog({ opened, onCancel, onConfirmed }: ConfirmationDialogProps): ReactNode {
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
