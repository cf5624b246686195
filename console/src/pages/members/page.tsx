import { Button } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Member } from "../../api/members.ts";
import { meQuery } from "../../api/queries.ts";
import { Hint } from "../../dialog/hint.tsx";
import { lazyDialog } from "../../dialog/lazy-dialog.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { list } from "../../time/words.ts";
import { offProps, readOnlyHint } from "../scim-users-provisioning/permission.ts";
import { GroupsWithRole } from "./groups-with-role.tsx";
import { MemberList } from "./member-list.tsx";
import styles from "./members.module.css";
import { OneAdmin } from "./one-admin.tsx";

const MemberDialog = lazyDialog(async () => (await import("./member-dialog.tsx")).MemberDialog);
const WithdrawDialog = lazyDialog(async () => (await import("./withdraw-dialog.tsx")).WithdrawDialog);

type Asking = { what: "add" } | { what: "change" | "withdraw"; member: Member };

/** All Products > Admin > Login & Access > Members: who may do what in the console. */
export function MembersPage(): ReactNode {
  const { data: me } = useSuspenseQuery(meQuery);
  const [asking, setAsking] = useState<Asking | null>(null);
  const mayChange = me.role === "organization_admin";
  const admins = me.organizationAdmins;
  const member = asking && "member" in asking ? asking.member : null;
  const close = () => setAsking(null);
  return (
    <>
      <PageHead
        title="Members"
        actions={
          <Button
            variant="filled"
            leftSection={<IconUserPlus size={16} stroke={1.75} aria-hidden />}
            {...offProps(mayChange, () => setAsking({ what: "add" }))}
          >
            Add a member
          </Button>
        }
      >
        Who may do what in this console. Everybody else sees only their own account.
      </PageHead>
      <div className={styles.notices}>
        {!mayChange && (
          <Hint kind="locked" id={readOnlyHint}>
            <p>
              You must be an Organization Admin to change roles.
              {admins.length === 1 && ` Here this is ${admins[0]}.`}
              {admins.length > 1 && ` Here these are ${list(admins)}.`}
            </p>
          </Hint>
        )}
        <OneAdmin me={me} onAdd={mayChange ? () => setAsking({ what: "add" }) : undefined} />
      </div>
      <MemberList
        mayChange={mayChange}
        onChange={(each) => setAsking({ what: "change", member: each })}
        onWithdraw={(each) => setAsking({ what: "withdraw", member: each })}
      />
      <GroupsWithRole mayChange={mayChange} />
      <MemberDialog
        opened={asking?.what === "add" || asking?.what === "change"}
        member={member}
        organization={me.organization.shortName}
        onClose={close}
      />
      <WithdrawDialog opened={asking?.what === "withdraw"} member={member} me={me} onClose={close} />
    </>
  );
}
