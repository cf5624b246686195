import type { ReactNode } from "react";
import type { Provisioning, Token } from "../../api/types.ts";
import page from "./page.module.css";
import { EmailDomains } from "./sections/email-domains.tsx";
import { EmailInvites } from "./sections/email-invites.tsx";
import { Refusals } from "./sections/refusals.tsx";
import { ScimToken } from "./sections/scim-token.tsx";
import { TurnOff } from "./sections/turn-off.tsx";

interface DailyUseProps {
  provisioning: Provisioning;
  mayChange: boolean;
  turningOn: boolean;
  onRefresh: (replaces: Token) => void;
  onTurnOn: () => void;
  /** Opens Add Domain, with a domain already in it. */
  onAddDomain: (initial: string | null) => void;
}

/** What an admin looks after once people arrive: token, domains, invites, turning off; and what was refused. */
export function DailyUse(props: DailyUseProps): ReactNode {
  const { provisioning, mayChange, turningOn, onRefresh, onTurnOn, onAddDomain } = props;
  return (
    <div className={page.columns}>
      <Refusals provisioning={provisioning} mayChange={mayChange} onAddDomain={onAddDomain} />
      <div>
        <ScimToken
          provisioning={provisioning}
          mayChange={mayChange}
          onRefresh={onRefresh}
          onTurnOn={onTurnOn}
          turningOn={turningOn}
        />
        <EmailDomains provisioning={provisioning} mayChange={mayChange} onAdd={() => onAddDomain(null)} />
        <EmailInvites on={provisioning.sendEmailInvites} mayChange={mayChange} />
        {provisioning.state === "on" && <TurnOff provisioning={provisioning} mayChange={mayChange} />}
      </div>
    </div>
  );
}
