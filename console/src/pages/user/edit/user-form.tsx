import { Button, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, type SubmitEvent, useEffect, useId, useRef } from "react";
import { createUser, editUser, type NewUser } from "../../../api/people-and-groups.ts";
import { useChanging, useRereadDirectory } from "../../../changing/changing.ts";
import { Dialog } from "../../../dialog/dialog.tsx";
import { Hint } from "../../../dialog/hint.tsx";
import { toast } from "../../../toasts/toast.ts";
import type { Somebody } from "../somebody.ts";
import { filledIn } from "./filled-in.ts";
import styles from "./user-form.module.css";

interface UserFormProps {
  /** Who is changed; without, somebody new is made. */
  user?: Somebody;
  opened: boolean;
  onClose: () => void;
}

const FIELDS: readonly { name: keyof NewUser; label: string; half?: true; about?: string }[] = [
  { name: "givenName", label: "First name", half: true },
  { name: "familyName", label: "Last name", half: true },
  { name: "displayName", label: "Display name" },
  { name: "userName", label: "userName", about: "Unique here; mostly the email address." },
  { name: "email", label: "Email" },
  { name: "title", label: "Title", half: true },
  { name: "department", label: "Department", half: true },
];

/** Asks for what is known of a person: of somebody new, or of one that was made by hand. */
export function UserForm({ user, opened, onClose }: UserFormProps): ReactNode {
  const navigate = useNavigate();
  const changing = useChanging(useRereadDirectory(), { hasFields: true });
  const { busy, failure, fields, change, clear } = changing;
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const was = user ? filledIn(user.resource) : undefined;
  const close = () => {
    clear();
    onClose();
  };
  useEffect(() => {
    const [wrong] = Object.keys(fields);
    if (wrong !== undefined) form.current?.querySelector<HTMLInputElement>(`[name="${wrong}"]`)?.focus();
  }, [fields]);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const values = Object.fromEntries(FIELDS.map(({ name }) => [name, String(data.get(name) ?? "").trim()]));
    const filled = { ...values, userName: values.userName ?? "" } as NewUser;
    let made: string | undefined;
    const done = await change(async () => {
      if (user) await editUser(user.id, user.version, filled);
      else made = (await createUser(withEmail(filled))).id;
    });
    if (!done) return;
    void toast(user ? "Saved." : `Added ${filled.displayName || filled.userName}.`);
    close();
    if (made !== undefined) await navigate({ to: "/directory/users/$id", params: { id: made } });
  };

  return (
    <Dialog
      title={user ? `Edit ${user.name}` : "Add user"}
      opened={opened}
      onClose={close}
      locked={busy}
      actions={
        <>
          <Button variant="subtle" onClick={close}>
            Cancel
          </Button>
          <Button variant="filled" type="submit" form={id} loading={busy}>
            {user ? "Save" : "Add user"}
          </Button>
        </>
      }
    >
      <form id={id} ref={form} onSubmit={submit} className={styles.form} noValidate>
        {FIELDS.map(({ name, label, half, about }, index) => (
          <TextInput
            key={name}
            name={name}
            label={label}
            defaultValue={was?.[name] ?? ""}
            error={fields[name]}
            description={name === "email" && !user ? "Left empty, it is the userName." : about}
            inputWrapperOrder={["label", "input", "description", "error"]}
            autoComplete="off"
            className={half ? styles.half : undefined}
            {...(index === 0 && { "data-autofocus": true })}
          />
        ))}
        {failure && (
          <Hint kind="stop" alert>
            <p>{failure}</p>
          </Hint>
        )}
      </form>
    </Dialog>
  );
}

/** Somebody new is reached at the userName, where that is an address and no other was filled in. */
function withEmail(filled: NewUser): NewUser {
  return filled.email || !filled.userName.includes("@") ? filled : { ...filled, email: filled.userName };
}
