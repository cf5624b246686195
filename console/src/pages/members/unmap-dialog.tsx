import type { ReactNode } from "react";
import { type MappedGroup, membersKey, unmapGroup } from "../../api/members.ts";
import { meQuery } from "../../api/queries.ts";
import { AskDialog } from "../../asking/ask-dialog.tsx";
import { useChanging, useRereading } from "../../changing/changing.ts";
import { several } from "../../time/words.ts";
import { toast } from "../../toasts/toast.ts";

interface UnmapDialogProps {
  opened: boolean;
  group: MappedGroup | null;
  onClose: () => void;
}

/** Asks before a group gives no role any more. */
export function UnmapDialog({ opened, group, onClose }: UnmapDialogProps): ReactNode {
  const changing = useChanging(useRereading(membersKey, meQuery.queryKey));
  const unmap = async () => {
    if (!group || !(await changing.change(() => unmapGroup(group.id)))) return;
    void toast(`${group.name} gives no role any more.`);
    onClose();
  };
  return (
    <AskDialog
      title={`Let ${group?.name ?? ""} give no role?`}
      opened={opened}
      onClose={onClose}
      changing={changing}
      act="Give no role"
      onAct={unmap}
      danger
    >
      <p>
        {several(group?.people ?? 0, "person has", "people have")} a role by it and lose it at once, unless they have
        another. The group itself stays as it is.
      </p>
    </AskDialog>
  );
}
