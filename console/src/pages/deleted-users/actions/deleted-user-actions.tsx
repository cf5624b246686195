import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconRestore, IconUserX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { meQuery } from "../../../api/queries.ts";
import type { DeletedUser } from "../../../api/types.ts";
import { whyNot } from "../../../asking/may.ts";
import { lazyDialog } from "../../../dialog/lazy-dialog.tsx";

const RestoreDialog = lazyDialog(async () => (await import("./restore-dialog.tsx")).RestoreDialog);
const EraseDialog = lazyDialog(async () => (await import("./erase-dialog.tsx")).EraseDialog);

/** What can be done to a deleted user, in its row. */
export function DeletedUserActions({ user }: { user: DeletedUser }): ReactNode {
  const { data: me } = useQuery(meQuery);
  const [asking, setAsking] = useState<"restore" | "erase" | null>(null);
  const more = useRef<HTMLButtonElement>(null);
  const off = me ? whyNot(me.role) : undefined;
  const ask = (which: typeof asking) => {
    more.current?.focus();
    setAsking(which);
  };
  return (
    <>
      <Menu position="bottom-end" width="14rem" withinPortal>
        <Menu.Target>
          <ActionIcon ref={more} aria-label={`Actions for ${user.name}`}>
            <IconDots size={16} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {off !== undefined && <Menu.Label>{off}</Menu.Label>}
          <Menu.Item
            leftSection={<IconRestore size={16} stroke={1.75} aria-hidden />}
            disabled={off !== undefined}
            onClick={() => ask("restore")}
          >
            Restore…
          </Menu.Item>
          <Menu.Item
            leftSection={<IconUserX size={16} stroke={1.75} aria-hidden />}
            disabled={off !== undefined}
            onClick={() => ask("erase")}
          >
            Permanently remove…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <RestoreDialog user={user} opened={asking === "restore"} onClose={() => setAsking(null)} />
      <EraseDialog user={user} opened={asking === "erase"} onClose={() => setAsking(null)} />
    </>
  );
}
