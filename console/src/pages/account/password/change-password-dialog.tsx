import { Button, PasswordInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, type SubmitEvent, useState } from "react";
import { changePassword, sessionsQuery } from "../../../api/account.ts";
import { isRefused, sentence } from "../../../api/refused.ts";
import { Dialog } from "../../../dialog/dialog.tsx";
import { Hint } from "../../../dialog/hint.tsx";
import { toast } from "../../../toasts/toast.ts";
import styles from "../account.module.css";

type Where = "current" | "next" | "form";

/** Asks for the password there is, and for another. */
export function ChangePasswordDialog({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const queryClient = useQueryClient();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [failure, setFailure] = useState<{ where: Where; said: string } | null>(null);
  const [busy, setBusy] = useState(false);

  const close = () => {
    setCurrent("");
    setNext("");
    setFailure(null);
    onClose();
  };
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      const { sessionsEnded } = await changePassword(current, next);
      void queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      void toast(
        sessionsEnded === 0
          ? "Your password is changed."
          : "Your password is changed. You are signed out everywhere else.",
      );
      close();
    } catch (error) {
      const where = isRefused(error, "wrong password")
        ? "current"
        : isRefused(error, "weak password")
          ? "next"
          : "form";
      setFailure({ where, said: sentence(error) });
    } finally {
      setBusy(false);
    }
  };
  const said = (where: Where) => (failure?.where === where ? failure.said : null);

  return (
    <Dialog
      title="Change password"
      opened={opened}
      onClose={close}
      locked={busy}
      actions={
        <>
          <Button variant="subtle" onClick={close}>
            Cancel
          </Button>
          <Button variant="filled" type="submit" form="change-password" loading={busy}>
            Change password
          </Button>
        </>
      }
    >
      <form id="change-password" onSubmit={submit} className={styles.form}>
        {failure?.where === "form" && (
          <Hint kind="stop" alert>
            <p>{failure.said}</p>
          </Hint>
        )}
        <PasswordInput
          label="Your password now"
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          error={said("current")}
          autoComplete="current-password"
          required
          withAsterisk={false}
          data-autofocus
        />
        <PasswordInput
          label="New password"
          inputWrapperOrder={["label", "input", "error", "description"]}
          description="At least 10 characters. Three or four words that have nothing to do with each other are good."
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          error={said("next")}
          autoComplete="new-password"
          minLength={10}
          required
          withAsterisk={false}
        />
      </form>
    </Dialog>
  );
}
