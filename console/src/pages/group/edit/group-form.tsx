import { Button, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, type SubmitEvent, useId } from "react";
import { createGroup, renameGroup } from "../../../api/people-and-groups.ts";
import { useChanging, useRereadDirectory } from "../../../changing/changing.ts";
import { Dialog } from "../../../dialog/dialog.tsx";
import { Hint } from "../../../dialog/hint.tsx";
import { toast } from "../../../toasts/toast.ts";

interface GroupFormProps {
  /** Which is renamed; without, a new one is made. */
  group?: { readonly id: string; readonly name: string };
  opened: boolean;
  onClose: () => void;
}

/** Asks for a group's name. */
export function GroupForm({ group, opened, onClose }: GroupFormProps): ReactNode {
  const navigate = useNavigate();
  const { busy, failure, fields, change, clear } = useChanging(useRereadDirectory(), { hasFields: true });
  const id = useId();
  const close = () => {
    clear();
    onClose();
  };
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("displayName")).trim();
    let made: string | undefined;
    const done = await change(async () => {
      if (group) await renameGroup(group.id, name);
      else made = (await createGroup(name)).id;
    });
    if (!done) return;
    void toast(group ? `Renamed to ${name}.` : `Added ${name}.`);
    close();
    if (made !== undefined) await navigate({ to: "/directory/groups/$id", params: { id: made } });
  };
  return (
    <Dialog
      title={group ? `Rename ${group.name}` : "Add group"}
      opened={opened}
      onClose={close}
      locked={busy}
      actions={
        <>
          <Button variant="subtle" onClick={close}>
            Cancel
          </Button>
          <Button variant="filled" type="submit" form={id} loading={busy}>
            {group ? "Rename" : "Add group"}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={submit} noValidate>
        <TextInput
          name="displayName"
          label="Name"
          description={group ? undefined : "Members are added on its page."}
          inputWrapperOrder={["label", "input", "description", "error"]}
          defaultValue={group?.name ?? ""}
          error={fields.displayName}
          autoComplete="off"
          data-autofocus
        />
        {failure && (
          <Hint kind="stop" alert>
            <p>{failure}</p>
          </Hint>
        )}
      </form>
    </Dialog>
  );
}
