import { Button, Menu } from "@mantine/core";
import { IconDots, IconLink, IconPencil, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { directoryQuery } from "../../../api/directory.ts";
import { liftSuspension } from "../../../api/people-and-groups.ts";
import { meQuery } from "../../../api/queries.ts";
import type { Role } from "../../../api/types.ts";
import { ActButton } from "../../../asking/act-button.tsx";
import { whyNotAbove } from "../../../asking/may.ts";
import { useChanging, useRereadDirectory } from "../../../changing/changing.ts";
import { toast } from "../../../toasts/toast.ts";
import type { Somebody } from "../somebody.ts";
import { DeleteUserDialog, LinkDialog, SuspendDialog, UserForm } from "./dialogs.ts";

interface UserActionsProps {
  user: Somebody;
  /** The user's role. */
  role: Role;
}

type Asking = "suspend" | "delete" | "link" | "edit" | null;

/** What can be done to a user, at the head of its page. What is not the person's to do says why. */
export function UserActions({ user, role }: UserActionsProps): ReactNode {
  const { data: directory } = useQuery({ ...directoryQuery, staleTime: 10_000 });
  const { data: me } = useQuery(meQuery);
  const [asking, setAsking] = useState<Asking>(null);
  const more = useRef<HTMLButtonElement>(null);
  const off = me ? whyNotAbove(me.role, role, "person") : undefined;
  const called = directory?.provider ?? "Your identity provider";
  const dialog = (which: Asking) => ({
    user,
    provider: called,
    isMe: me?.userId === user.id,
    opened: asking === which,
    onClose: () => setAsking(null),
  });
  /** From the menu, which is gone by the time the dialog gives the keyboard back. */
  const ask = (which: Asking) => {
    more.current?.focus();
    setAsking(which);
  };
  return (
    <>
      {!user.scimManaged && (
        <ActButton off={off} onAct={() => setAsking("edit")}>
          Edit
        </ActButton>
      )}
      <SuspendOrLift user={user} called={called} off={off} onSuspend={() => setAsking("suspend")} />
      <Menu position="bottom-end" width="17rem" returnFocus>
        <Menu.Target>
          <Button ref={more} px="0.625rem" aria-label="More">
            <IconDots size={16} stroke={1.75} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {off !== undefined && <Menu.Label>{off}</Menu.Label>}
          {user.scimManaged && (
            <Menu.Item leftSection={<IconPencil size={16} stroke={1.75} aria-hidden />} disabled>
              Edit in {called}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconLink size={16} stroke={1.75} aria-hidden />}
            disabled={off !== undefined}
            onClick={() => ask("link")}
          >
            Link with another record…
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconTrash size={16} stroke={1.75} aria-hidden />}
            disabled={off !== undefined}
            onClick={() => ask("delete")}
          >
            Delete…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <SuspendDialog {...dialog("suspend")} />
      <DeleteUserDialog {...dialog("delete")} />
      <LinkDialog {...dialog("link")} />
      {!user.scimManaged && <UserForm user={user} opened={asking === "edit"} onClose={() => setAsking(null)} />}
    </>
  );
}

interface SuspendOrLiftProps {
  user: Somebody;
  called: string;
  off: string | undefined;
  onSuspend: () => void;
}

function SuspendOrLift({ user, called, off, onSuspend }: SuspendOrLiftProps): ReactNode {
  const reread = useRereadDirectory();
  const { busy, change } = useChanging(reread, { tell: (failure) => void toast(failure, "failed") });
  const lift = async () => {
    let access = false;
    const lifted = await change(async () => {
      access = (await liftSuspension(user.id)).access;
    });
    if (!lifted) return;
    void toast(access ? `${user.name} has access again.` : `Lifted here. ${called} still suspends ${user.name}.`);
  };
  if (user.status === "active") {
    return (
      <ActButton off={off} onAct={onSuspend}>
        Suspend
      </ActButton>
    );
  }
  const theirs = user.scimManaged && user.status === "suspended";
  const reason = off ?? (theirs ? `${called} suspended this user. Bring them back there.` : undefined);
  return (
    <ActButton off={reason} onAct={lift} loading={busy}>
      Lift suspension
    </ActButton>
  );
}
