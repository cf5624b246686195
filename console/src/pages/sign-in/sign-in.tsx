import { Button, PasswordInput, TextInput } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { type ReactNode, type SubmitEvent, useState } from "react";
import { askPasskey, signInWithPasskey, takeSecondStep } from "../../api/account.ts";
import { signIn } from "../../api/calls.ts";
import { isRefused, sentence } from "../../api/refused.ts";
import { Hint } from "../../dialog/hint.tsx";
import { hasPasskeys, NoPasskey, signWithPasskey } from "../../passkeys/passkeys.ts";
import { Mark } from "../../shell/mark.tsx";
import styles from "../lone-page.module.css";
import { LonePage } from "../lone-page.tsx";
import { SecondStep } from "./second-step.tsx";

const route = getRouteApi("/sign-in");

/** Signs in with email and password, with a second step where there is one, or with a passkey; then goes where one was going. */
export function SignIn(): ReactNode {
  const { back } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [step, setStep] = useState<"first" | "second">("first");
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState<"form" | "passkey" | null>(null);

  /** Tries to sign in, one way at a time. `attempt` gives whether it is done. */
  const trying = async (which: "form" | "passkey", attempt: () => Promise<boolean>) => {
    if (busy) return;
    setBusy(which);
    setFailure(null);
    try {
      if (!(await attempt())) return;
      queryClient.clear();
      await router.navigate({ to: back ?? "/", replace: true });
    } catch (error) {
      if (isRefused(error, "expired")) setStep("first");
      setFailure(wrong(error));
    } finally {
      setBusy(null);
    }
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void trying("form", async () => {
      const { secondStep } = await signIn(String(form.get("email")).trim(), String(form.get("password")));
      if (secondStep) setStep("second");
      return !secondStep;
    });
  };
  const take = (code: string) =>
    trying("form", async () => {
      await takeSecondStep(code);
      return true;
    });
  const byPasskey = () =>
    trying("passkey", async () => {
      const { options } = await askPasskey();
      await signInWithPasskey(await signWithPasskey(options));
      return true;
    });

  const said = failure && (
    <Hint kind="stop" alert>
      <p>{failure}</p>
    </Hint>
  );
  if (step === "second") {
    return (
      <LonePage title="Sign in">
        <Mark size={32} className={styles.mark ?? ""} />
        <h1>Second step</h1>
        <SecondStep
          failure={said}
          busy={busy === "form"}
          onCode={take}
          onBack={() => {
            setFailure(null);
            setStep("first");
          }}
        />
      </LonePage>
    );
  }
  return (
    <LonePage title="Sign in" foot="No account? An admin of your organization invites you.">
      <Mark size={32} className={styles.mark ?? ""} />
      <h1>Sign in to Muster</h1>
      <p className={styles.under}>{location.host}</p>
      <form className={styles.form} onSubmit={submit}>
        {said}
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
        <Button variant="filled" type="submit" fullWidth loading={busy === "form"}>
          Sign in
        </Button>
        {hasPasskeys() && (
          <Button
            fullWidth
            onClick={byPasskey}
            loading={busy === "passkey"}
            leftSection={<IconFingerprint size={16} stroke={1.75} aria-hidden />}
          >
            Sign in with a passkey
          </Button>
        )}
      </form>
    </LonePage>
  );
}

function wrong(error: unknown): string | null {
  // Who has cancelled knows.
  if (error instanceof NoPasskey) return error.said ?? null;
  return sentence(error);
}
