import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { moveMembers } from "../../../api/people-and-groups.ts";
import { useChanging, useRereadDirectory } from "../../../changing/changing.ts";
import { Dialog } from "../../../dialog/dialog.tsx";
import { Hint } from "../../../dialog/hint.tsx";
import { type Picked, Picker } from "../../../picker/picker.tsx";
import { several } from "../../../time/words.ts";
import { toast } from "../../../toasts/toast.ts";

interface AddMembersDialogProps {
  group: { readonly id: string; readonly name: string };
  opened: boolean;
  onClose: () => void;
}

/** Asks who is added to a group. */
export function AddMembersDialog({ group, opened, onClose }: AddMembersDialogProps): ReactNode {
  const [picked, setPicked] = useState<Picked[]>([]);
  const { busy, failure, change, clear } = useChanging(useRereadDirectory());
  const close = () => {
    clear();
    setPicked([]);
    onClose();
  };
  const add = async () => {
    if (!(await change(() => moveMembers(group.id, { add: picked.map(({ id }) => id) })))) return;
    const [only] = picked;
    void toast(`Added ${picked.length === 1 && only ? only.name : several(picked.length, "member", "members")}.`);
    close();
  };
  const none = picked.length === 0;
  return (
    <Dialog
      title={`Add members to ${group.name}`}
      opened={opened}
      onClose={close}
      locked={busy}
      note={none ? null : several(picked.length, "member to add", "members to add")}
      actions={
        <>
          <Button variant="subtle" onClick={close}>
            Cancel
          </Button>
          <Button
            variant="filled"
            loading={busy}
            {...(none ? { "aria-disabled": true, "data-disabled": true } : { onClick: add })}
          >
            Add
          </Button>
        </>
      }
    >
      <Picker label="People and groups" groups without={group.id} several picked={picked} onPick={setPicked} />
      {failure && (
        <Hint kind="stop" alert>
          <p>{failure}</p>
        </Hint>
      )}
    </Dialog>
  );
}
