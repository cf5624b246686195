import { Button, PasswordInput, TextInput } from "@mantine/core";
import { type ReactNode, type SubmitEvent, useState } from "react";
import { setUp } from "../../api/calls.ts";
import { isRefused, Refused, sentence } from "../../api/refused.ts";
import type { SetUpLink } from "../../api/types.ts";
import { Hint } from "../../dialog/hint.tsx";
import { Mark } from "../../shell/mark.tsx";
import styles from "../lone-page.module.css";

interface SetUpFormProps {
  link: SetUpLink;
  secret: string;
  onDone: () => void;
  /** The link died meanwhile: "used", "expired" or "unknown". */
  onDead: (why: string) => void;
}

/** Asks for what a new Organization Admin needs: the organization's name when the link creates it, name, sign-in. */
export function SetUpForm({ link, secret, onDone, onDead }: SetUpFormProps): ReactNode {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [password, setPassword] = useState<{ known: boolean; error: string | null }>({ known: false, error: null });

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    const field = (name: string) => String(form.get(name) ?? "").trim();
    setBusy(true);
    setFailure(null);
    setPassword({ ...password, error: null });
    try {
      await setUp({
        secret,
        ...(link.organization === null ? { organizationName: field("organization") } : {}),
        name: field("name"),
        email: link.email ?? field("email"),
        password: String(form.get("password")),
      });
      onDone();
    } catch (error) {
      if (isRefused(error, "wrong password")) {
        setPassword({ known: true, error: "This address has an account, and this is not its password." });
      } else if (isRefused(error, "weak password")) {
        setPassword({ ...password, error: error.message });
      } else if (error instanceof Refused && error.status === 410) {
        onDead(error.code);
      } else {
        setFailure(sentence(error));
      }
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <Mark size={32} className={styles.mark ?? ""} />
      <h1>{link.organization === null ? "Set up your organization" : `Join ${link.organization}`}</h1>
      <p className={styles.under}>
        {link.organization === null
          ? "You become its first Organization Admin. This link works once."
          : "You become an Organization Admin. This link works once."}
      </p>
      <form className={styles.form} onSubmit={submit}>
        {failure && (
          <Hint kind="stop" alert>
            <p>{failure}</p>
          </Hint>
        )}
        {link.organization === null && (
          <TextInput
            label="Organization"
            name="organization"
            autoComplete="organization"
            autoFocus
            required
            withAsterisk={false}
          />
        )}
        <TextInput
          label="Your name"
          name="name"
          autoComplete="name"
          autoFocus={link.organization !== null}
          required
          withAsterisk={false}
        />
        <TextInput
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          {...(link.email === null ? {} : { defaultValue: link.email, readOnly: true })}
        />
        <PasswordInput
          label={password.known ? "Password of your account" : "Password"}
          name="password"
          autoComplete={password.known ? "current-password" : "new-password"}
          description={password.known ? undefined : "If this address has an account already, enter its password."}
          inputWrapperOrder={["label", "input", "description", "error"]}
          error={password.error}
          required
          withAsterisk={false}
        />
        <Button variant="filled" type="submit" fullWidth loading={busy}>
          {link.organization === null ? "Create organization" : "Join"}
        </Button>
      </form>
    </>
  );
}
