import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Provisioning } from "../../../api/types.ts";
import text from "../../../theme/text.module.css";
import { TurnOffDialog } from "../dialogs.ts";
import { offProps } from "../permission.ts";
import section from "./section.module.css";

/** Turns SCIM off, after a dialog that tells what stays. */
export function TurnOff({ provisioning, mayChange }: { provisioning: Provisioning; mayChange: boolean }): ReactNode {
  const [asking, setAsking] = useState(false);
  return (
    <section className={section.section} aria-labelledby="turn-off">
      <div className={section.beside}>
        <div>
          <h2 id="turn-off">Turn off SCIM</h2>
          <p className={`${text.small} ${text.dim}`}>
            The token is revoked at once. People and groups stay as they are.
          </p>
        </div>
        <Button size="xs" {...offProps(mayChange, () => setAsking(true))}>
          Turn off…
        </Button>
      </div>
      <TurnOffDialog opened={asking} provisioning={provisioning} onClose={() => setAsking(false)} />
    </section>
  );
}
