import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { type MappedGroup, membersKey, unmapGroup } from "../../api/members.ts";
import { meQuery } from "../../api/queries.ts";
import { useChange } from "../../confirmation/change.ts";
import { Dialog } from "../../dialog/dialog.tsx";
import { Hint } from "../../dialog/hint.tsx";
import text from "../../theme/text.module.css";
import { several } from "../../time/words.ts";
import { toast } from "../../toasts/toast.ts";

interface UnmapDialogProps {
  opened: boolean;
  group: MappedGroup | null;
  onClose: () => void;
}

/** Asks before a group gives no role any more. */
export function UnmapDialog({ opened, group, onClose }: UnmapDialogProps): ReactNode {
  const { busy, failure, change, clear } = useChange(membersKey, meQuery.queryKey);
  const close = () => {
    clear();
    onClose();
  };
  const unmap = async () => {
    if (!group || !(await change(() => unmapGroup(group.id)))) return;
    void toast(`${group.name} gives no role any more.`);
    close();
  };
  return (
    <Dialog
      title={`Let ${group?.name ?? ""} give no role?`}
      opened={opened}
      onClose={close}
      alert
      locked={busy}
      actions={
        <>
          <Button onClick={close} data-autofocus>
            Cancel
          </Button>
          <Button variant="filled" color="madder" onClick={unmap} loading={busy}>
            Give no role
          </Button>
        </>
      }
    >
      <p className={text.second}>
        {several(group?.people ?? 0, "person has", "people have")} a role by it and lose it at once, unless they have
        another. The group itself stays as it is.
      </p>
      {failure && (
        <Hint kind="stop" alert>
          <p>{failure}</p>
        </Hint>
      )}
    </Dialog>
  );
}
