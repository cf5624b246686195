import { Button, TextInput } from "@mantine/core";
import { type ReactNode, type SubmitEvent, useState } from "react";
import styles from "../lone-page.module.css";

interface SecondStepProps {
  /** What went wrong, shown above. */
  failure: ReactNode;
  busy: boolean;
  onCode: (code: string) => void;
  onBack: () => void;
}

/** Asks for a code of the authenticator app, or for a recovery code where that is not at hand. */
export function SecondStep({ failure, busy, onCode, onBack }: SecondStepProps): ReactNode {
  const [by, setBy] = useState<"app" | "recovery">("app");
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onCode(String(new FormData(event.currentTarget).get("code")));
  };
  const isApp = by === "app";
  return (
    <>
      <p className={styles.under}>
        {isApp
          ? "Your password was right. Now type the code that your authenticator app shows for Muster."
          : "Type one of your recovery codes. It is of no use afterwards."}
      </p>
      <form className={styles.form} onSubmit={submit}>
        {failure}
        <TextInput
          key={by}
          label={isApp ? "Code" : "Recovery code"}
          name="code"
          inputMode={isApp ? "numeric" : "text"}
          autoComplete={isApp ? "one-time-code" : "off"}
          autoFocus
          required
          withAsterisk={false}
        />
        <Button variant="filled" type="submit" fullWidth loading={busy}>
          Sign in
        </Button>
      </form>
      <div className={styles.ways}>
        <Button variant="subtle" fullWidth onClick={() => setBy(isApp ? "recovery" : "app")}>
          {isApp ? "Use a recovery code" : "Use the authenticator app"}
        </Button>
        <Button variant="subtle" fullWidth onClick={onBack}>
          Back
        </Button>
      </div>
    </>
  );
}
