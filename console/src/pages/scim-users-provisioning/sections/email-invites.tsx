import { Loader, Switch } from "@mantine/core";
import type { ReactNode } from "react";
import { sendEmailInvites } from "../../../api/calls.ts";
import { Hint } from "../../../dialog/hint.tsx";
import { toast } from "../../../toasts/toast.ts";
import { useChanging } from "../changing.ts";
import { readOnlyHint } from "../permission.ts";
import section from "./section.module.css";

/** What the toggle means, in the seed's words. */
export const invitesExplained =
  "Toggle off if you do not want users to receive an email invite when their account is created.";

/** The toggle Send Email Invites: shows what is stored, with a loader while it changes. */
export function EmailInvites({ on, mayChange }: { on: boolean; mayChange: boolean }): ReactNode {
  const { busy, failure, change } = useChanging();
  const toggle = async () => {
    if (!mayChange) return;
    if (await change(() => sendEmailInvites(!on))) {
      void toast(`Email invites are ${on ? "off" : "on"}.`);
    }
  };
  return (
    <section className={section.section} aria-label="Email invites">
      <Switch
        label="Send Email Invites"
        description={invitesExplained}
        checked={on}
        onChange={toggle}
        thumbIcon={busy ? <Loader size="0.625rem" /> : undefined}
        aria-busy={busy}
        {...(mayChange ? {} : { "aria-disabled": true, "aria-describedby": readOnlyHint })}
      />
      {failure && (
        <div className={section.after}>
          <Hint kind="stop" alert>
            <p>{failure}</p>
          </Hint>
        </div>
      )}
    </section>
  );
}
