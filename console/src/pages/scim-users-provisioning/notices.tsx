import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Me, Provisioning } from "../../api/types.ts";
import { Hint } from "../../dialog/hint.tsx";
import text from "../../theme/text.module.css";
import { list } from "../../time/words.ts";
import { readOnlyHint } from "./permission.ts";

/** Something that happened to a token while it was generated: its answer was lost, or somebody was faster. */
export type Notice = { kind: "lost" } | { kind: "raced"; message: string };

interface NoticesProps {
  provisioning: Provisioning;
  me: Me;
  notice: Notice | null;
  onRefreshAgain: () => void;
}

/** What must be known before anything else on the page. */
export function Notices({ provisioning, me, notice, onRefreshAgain }: NoticesProps): ReactNode {
  const admins = me.organizationAdmins ?? [];
  return (
    <>
      {notice?.kind === "lost" && (
        <Hint
          kind="warn"
          alert
          action={
            provisioning.token && (
              <Button
                size="xs"
                onClick={onRefreshAgain}
                leftSection={<IconRefresh size={15} stroke={1.75} aria-hidden />}
              >
                Refresh again
              </Button>
            )
          }
        >
          <p className={text.strong}>The answer was lost on the way</p>
          <p className={text.second}>
            Muster may have refreshed the token, and the new one was not shown. Refresh again to be sure: whatever was
            generated is revoked, and you get a token that you can see.
          </p>
        </Hint>
      )}
      {notice?.kind === "raced" && (
        <Hint kind="warn" alert>
          <p>{notice.message}</p>
        </Hint>
      )}
      {me.role !== "organization_admin" && (
        <Hint kind="locked" id={readOnlyHint}>
          <p>
            You must be an Organization Admin to refresh the SCIM token or change this page.
            {admins.length === 1 && ` Here this is ${admins[0]}.`}
            {admins.length > 1 && ` Here these are ${list(admins)}.`}
          </p>
        </Hint>
      )}
      {provisioning.reachable !== "public" && (
        <Hint kind="warn">
          <p>
            Your identity provider cannot reach {new URL(provisioning.tenantUrl).origin}. Give Muster a public https
            address.
          </p>
        </Hint>
      )}
    </>
  );
}
