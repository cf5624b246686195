import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { type Member, membersKey, withdrawRole } from "../../api/members.ts";
import { meQuery } from "../../api/queries.ts";
import type { Me } from "../../api/types.ts";
import { useChange } from "../../confirmation/change.ts";
import { Dialog } from "../../dialog/dialog.tsx";
import { Hint } from "../../dialog/hint.tsx";
import { roleNames } from "../../shell/roles.ts";
import text from "../../theme/text.module.css";
import { toast } from "../../toasts/toast.ts";

interface WithdrawDialogProps {
  opened: boolean;
  member: Member | null;
  me: Me;
  onClose: () => void;
}

/** Asks before a granted role is withdrawn, and says what stays. */
export function WithdrawDialog({ opened, member, me, onClose }: WithdrawDialogProps): ReactNode {
  const { busy, failure, change, clear } = useChange(membersKey, meQuery.queryKey);
  const close = () => {
    clear();
    onClose();
  };
  const withdraw = async () => {
    if (!member || !(await change(() => withdrawRole(member.id)))) return;
    void toast(`${member.name} has no granted role any more.`);
    close();
  };
  const [group] = member?.groups ?? [];
  return (
    <Dialog
      title={`Withdraw the role of ${member?.name ?? ""}?`}
      opened={opened}
      onClose={close}
      alert
      locked={busy}
      actions={
        <>
          <Button onClick={close} data-autofocus>
            Cancel
          </Button>
          <Button variant="filled" color="madder" onClick={withdraw} loading={busy}>
            Withdraw
          </Button>
        </>
      }
    >
      <p className={text.second}>
        {group
          ? `They stay ${roleNames[group.role]} through the group ${group.name}.`
          : "They see only their own account then, at once. They stay in the directory, and their groups stay as they are."}
        {member?.id === me.userId && " This is yourself: you could not undo it."}
      </p>
      {failure && (
        <Hint kind="stop" alert>
          <p>{failure}</p>
        </Hint>
      )}
    </Dialog>
  );
}
