import { ActionIcon } from "@mantine/core";
import { IconUserX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { meQuery } from "../../../api/queries.ts";
import type { DeletedUser } from "../../../api/types.ts";
import { ActButton } from "../../../asking/act-button.tsx";
import { whyNot } from "../../../asking/may.ts";
import { lazyDialog } from "../../../dialog/lazy-dialog.tsx";
import styles from "./deleted-user-actions.module.css";

const RestoreDialog = lazyDialog(async () => (await import("./restore-dialog.tsx")).RestoreDialog);
const EraseDialog = lazyDialog(async () => (await import("./erase-dialog.tsx")).EraseDialog);

/** What can be done to a deleted user, in its row. */
export function DeletedUserActions({ user }: { user: DeletedUser }): ReactNode {
  const { data: me } = useQuery(meQuery);
  const [asking, setAsking] = useState<"restore" | "erase" | null>(null);
  const off = me ? whyNot(me.role) : undefined;
  return (
    <span className={styles.actions}>
      <ActButton size="xs" aria-label={`Restore ${user.name}`} off={off} onAct={() => setAsking("restore")}>
        Restore
      </ActButton>
      {me?.role === "organization_admin" && (
        <ActionIcon
          aria-label={`Permanently remove ${user.name}`}
          title="Permanently remove…"
          onClick={() => setAsking("erase")}
        >
          <IconUserX size={16} stroke={1.75} aria-hidden />
        </ActionIcon>
      )}
      <RestoreDialog user={user} opened={asking === "restore"} onClose={() => setAsking(null)} />
      <EraseDialog user={user} opened={asking === "erase"} onClose={() => setAsking(null)} />
    </span>
  );
}
