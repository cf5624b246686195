import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { type ReactNode, type SubmitEvent, useState } from "react";
import { signIn } from "../../api/calls.ts";
import { Refused, sentence } from "../../api/refused.ts";
import { Hint } from "../../dialog/hint.tsx";
import { Mark } from "../../shell/mark.tsx";
import styles from "../lone-page.module.css";
import { LonePage } from "../lone-page.tsx";

const route = getRouteApi("/sign-in");

/** Signs in with email and password, then goes where one was going. */
export function SignIn(): ReactNode {
  const { back } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(null);
    try {
      const answer = await signIn(String(form.get("email")).trim(), String(form.get("password")));
      if (answer?.secondStep) {
        setFailure("This account asks for a second factor, which this console cannot take yet.");
        return;
      }
      queryClient.clear();
      await router.navigate({ to: back ?? "/", replace: true });
    } catch (error) {
      setFailure(wrong(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <LonePage title="Sign in" foot="No account? An admin of your organization invites you.">
      <Mark size={32} className={styles.mark ?? ""} />
      <h1>Sign in to Muster</h1>
      <p className={styles.under}>{location.host}</p>
      <form className={styles.form} onSubmit={submit}>
        {failure && (
          <Hint kind="stop" alert>
            <p>{failure}</p>
          </Hint>
        )}
        <TextInput
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
        />
        <PasswordInput label="Password" name="password" autoComplete="current-password" required withAsterisk={false} />
        <Button variant="filled" type="submit" fullWidth loading={busy}>
          Sign in
        </Button>
      </form>
    </LonePage>
  );
}

function wrong(error: unknown): string {
  if (error instanceof Refused && error.status === 401) return "Email or password is not right.";
  if (error instanceof Refused && error.status === 429) return "Too many attempts. Wait a minute, then try again.";
  return sentence(error);
}
