import { Button, Menu } from "@mantine/core";
import { IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { directoryQuery } from "../../../api/directory.ts";
import { meQuery } from "../../../api/queries.ts";
import type { Group } from "../../../api/types.ts";
import { ActButton } from "../../../asking/act-button.tsx";
import { whyNotAbove } from "../../../asking/may.ts";
import { lazyDialog } from "../../../dialog/lazy-dialog.tsx";

const GroupForm = lazyDialog(async () => (await import("../edit/group-form.tsx")).GroupForm);
const AddMembersDialog = lazyDialog(async () => (await import("../edit/add-members-dialog.tsx")).AddMembersDialog);
const DeleteGroupDialog = lazyDialog(async () => (await import("./delete-group-dialog.tsx")).DeleteGroupDialog);

type Changed = Pick<Group, "id" | "name" | "scimManaged" | "role">;

/** What can be done to a group, at the head of its page. What is not the person's to do says why. */
export function GroupActions({ group }: { group: Changed }): ReactNode {
  const off = useGroupOff(group);
  const [asking, setAsking] = useState<"members" | "rename" | "delete" | null>(null);
  const more = useRef<HTMLButtonElement>(null);
  const close = () => setAsking(null);
  const ask = (which: typeof asking) => {
    more.current?.focus();
    setAsking(which);
  };
  return (
    <>
      <ActButton off={off} onAct={() => setAsking("members")}>
        Add members
      </ActButton>
      <Menu position="bottom-end" width="17rem">
        <Menu.Target>
          <Button ref={more} px="0.625rem" aria-label="More">
            <IconDots size={16} stroke={1.75} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {off !== undefined && <Menu.Label>{off}</Menu.Label>}
          <Menu.Item
            leftSection={<IconPencil size={16} stroke={1.75} aria-hidden />}
            disabled={off !== undefined}
            onClick={() => ask("rename")}
          >
            Rename…
          </Menu.Item>
          <Menu.Item
            leftSection={<IconTrash size={16} stroke={1.75} aria-hidden />}
            disabled={off !== undefined}
            onClick={() => ask("delete")}
          >
            Delete…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <AddMembersDialog group={group} opened={asking === "members"} onClose={close} />
      <GroupForm group={group} opened={asking === "rename"} onClose={close} />
      <DeleteGroupDialog group={group} opened={asking === "delete"} onClose={close} />
    </>
  );
}

/** Why the person who is signed in can't change the group; undefined where they can. */
export function useGroupOff({ scimManaged, role }: Changed): string | undefined {
  const { data: me } = useQuery(meQuery);
  const { data: directory } = useQuery({ ...directoryQuery, staleTime: 10_000 });
  if (scimManaged)
    return `${directory?.provider ?? "Your identity provider"} keeps this group in step. Change it there.`;
  return me ? whyNotAbove(me.role, role, "group") : undefined;
}
