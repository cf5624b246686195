import type { ReactNode } from "react";
import { type Member, membersKey, withdrawRole } from "../../api/members.ts";
import { meQuery } from "../../api/queries.ts";
import type { Me } from "../../api/types.ts";
import { AskDialog } from "../../asking/ask-dialog.tsx";
import { useChanging, useRereading } from "../../changing/changing.ts";
import { roleNames } from "../../shell/roles.ts";
import { toast } from "../../toasts/toast.ts";

interface WithdrawDialogProps {
  opened: boolean;
  member: Member | null;
  me: Me;
  onClose: () => void;
}

/** Asks before a granted role is withdrawn, and says what stays. */
export function WithdrawDialog({ opened, member, me, onClose }: WithdrawDialogProps): ReactNode {
  const changing = useChanging(useRereading(membersKey, meQuery.queryKey));
  const withdraw = async () => {
    if (!member || !(await changing.change(() => withdrawRole(member.id)))) return;
    void toast(`${member.name} has no granted role any more.`);
    onClose();
  };
  const [group] = member?.groups ?? [];
  return (
    <AskDialog
      title={`Withdraw the role of ${member?.name ?? ""}?`}
      opened={opened}
      onClose={onClose}
      changing={changing}
      act="Withdraw"
      onAct={withdraw}
      danger
    >
      <p>
        {group
          ? `They stay ${roleNames[group.role]} through the group ${group.name}.`
          : "They see only their own account then, at once. They stay in the directory, and their groups stay as they are."}
        {member?.id === me.userId && " This is yourself: you could not undo it."}
      </p>
    </AskDialog>
  );
}
