import { Button } from "@mantine/core";
import { IconCheck, IconCopy, IconLock } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { Me } from "../../api/types.ts";
import { copy } from "../../copying/clipboard.ts";
import { EmptyState } from "../../states/empty-state.tsx";
import { list } from "../../time/words.ts";

/** What a person without a role sees instead of any page: who they are, and whom to ask. */
export function NoRole({ me }: { me: Me }): ReactNode {
  const [copied, setCopied] = useState(false);
  const organization = me.organization.shortName || me.organization.name;
  const admins = me.organizationAdmins ?? [];
  const wish = `Please give me a role in ${organization} on ${location.host}. I am signed in as ${me.email}.`;
  const press = async () => setCopied((await copy(wish, null)) === "copied");
  return (
    <EmptyState
      icon={<IconLock size={24} stroke={1.6} aria-hidden />}
      title={`You have no role in ${organization} yet`}
      actions={
        <Button
          variant="filled"
          onClick={press}
          leftSection={
            copied ? (
              <IconCheck size={16} stroke={1.75} aria-hidden />
            ) : (
              <IconCopy size={16} stroke={1.75} aria-hidden />
            )
          }
        >
          {copied ? "Copied" : "Copy a request"}
        </Button>
      }
    >
      You are signed in as {me.email}. This page opens to people with a role;{" "}
      {admins.length > 0 ? `${list(admins)} can give you one.` : "an Organization Admin can give you one."}
    </EmptyState>
  );
}
