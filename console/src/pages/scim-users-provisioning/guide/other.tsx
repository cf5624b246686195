import type { ReactNode } from "react";
import { CopyField } from "../../../copying/copy-field.tsx";
import styles from "./steps.module.css";
import { Paste, Steps, TokenValue, type ToPaste, Value } from "./steps.tsx";

/** How to connect any other client of SCIM 2.0. */
export function Other(paste: ToPaste): ReactNode {
  return (
    <Steps>
      <li>
        <p>Any client of SCIM 2.0 works. Give it:</p>
        <Paste>
          <Value field="Base URL" value={paste.tenantUrl} />
          <TokenValue field="Header" name="header" before="Authorization: Bearer " paste={paste} />
          <Value field="Unique field" value="userName" />
        </Paste>
      </li>
      <li>
        <p>
          Both <b>PUT</b> and <b>PATCH</b> are understood, for people and for groups. Match on <code>userName</code>.
        </p>
      </li>
      <li>
        <p>
          To test it from a terminal, with the token in <code>TOKEN</code>:
        </p>
        <div className={styles.command}>
          <CopyField
            name="command"
            value={`curl -H "Authorization: Bearer $TOKEN" "${paste.tenantUrl}/Users?count=1"`}
          />
        </div>
      </li>
      <li>
        <p>A list comes back, empty at first, and the live strip moves on.</p>
      </li>
    </Steps>
  );
}
