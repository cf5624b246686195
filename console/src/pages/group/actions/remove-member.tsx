import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { moveMembers } from "../../../api/people-and-groups.ts";
import { useChanging, useRereadDirectory } from "../../../changing/changing.ts";
import { toast } from "../../../toasts/toast.ts";
import styles from "./remove-member.module.css";

interface RemoveMemberProps {
  group: { readonly id: string; readonly name: string };
  member: { readonly id: string; readonly name: string };
}

/** Takes a member out of a group, in its row: nothing is lost that a click does not bring back. */
export function RemoveMember({ group, member }: RemoveMemberProps): ReactNode {
  const { busy, change } = useChanging(useRereadDirectory(), {
    tell: (failure) => void toast(failure, "failed"),
  });
  const remove = async () => {
    if (!(await change(() => moveMembers(group.id, { remove: [member.id] })))) return;
    void toast(`Removed ${member.name} from ${group.name}.`);
  };
  return (
    <ActionIcon
      className={styles.remove ?? ""}
      aria-label={`Remove ${member.name}`}
      title="Remove"
      onClick={remove}
      loading={busy}
    >
      <IconX size={16} stroke={1.75} aria-hidden />
    </ActionIcon>
  );
}
