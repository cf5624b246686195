import type { ReactNode } from "react";
import { Hint } from "../../../dialog/hint.tsx";

/** Why Google Workspace cannot be connected by SCIM, and what to do meanwhile. */
export function GoogleWorkspace(): ReactNode {
  return (
    <Hint kind="note">
      <p>
        <b>Google Workspace sends SCIM only to apps of its own catalogue, so it cannot send it to Muster.</b>
      </p>
      <p>Muster will read its directory instead; that is not ready yet.</p>
      <p>Until then, keep Google Workspace people in Entra ID or Okta and connect that one, or add them by hand.</p>
    </Hint>
  );
}
