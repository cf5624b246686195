import type { ReactNode } from "react";
import { Paste, Steps, TokenValue, type ToPaste, Value } from "./steps.tsx";

/** How to connect Okta. */
export function Okta(paste: ToPaste): ReactNode {
  return (
    <Steps>
      <li>
        <p>
          In the <b>Okta Admin Console</b>, go to <b>Applications › Create App Integration</b> and choose{" "}
          <b>SAML 2.0</b> or <b>SWA</b>. Then, under <b>General › App Settings</b>, set <b>Provisioning</b> to{" "}
          <b>SCIM</b>.
        </p>
      </li>
      <li>
        <p>
          Open <b>Provisioning › Integration › Edit</b> and paste:
        </p>
        <Paste>
          <Value field="Base URL" name="SCIM connector base URL" value={paste.tenantUrl} />
          <Value field="Unique field" name="unique identifier field for users" value="userName" />
        </Paste>
      </li>
      <li>
        <p>
          Tick <b>Push New Users</b>, <b>Push Profile Updates</b> and <b>Push Groups</b>. Set <b>Authentication Mode</b>{" "}
          to <b>HTTP Header</b> and paste:
        </p>
        <Paste>
          <TokenValue field="Bearer" paste={paste} />
        </Paste>
      </li>
      <li>
        <p>
          Press <b>Test Connector Configuration</b>, then <b>Save</b>. The live strip moves on.
        </p>
      </li>
      <li>
        <p>
          Under <b>To App</b>, tick <b>Create Users</b>, <b>Update User Attributes</b> and <b>Deactivate Users</b>. Then
          assign people, and choose groups under <b>Push Groups</b>.
        </p>
      </li>
    </Steps>
  );
}
