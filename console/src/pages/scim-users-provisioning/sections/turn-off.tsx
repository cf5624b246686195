import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type ReactNode, useState } from "react";
import { turnOff } from "../../../api/calls.ts";
import type { Provisioning } from "../../../api/types.ts";
import { Dialog } from "../../../dialog/dialog.tsx";
import { Hint } from "../../../dialog/hint.tsx";
import text from "../../../theme/text.module.css";
import { several } from "../../../time/words.ts";
import { useChanging } from "../changing.ts";
import { offProps } from "../permission.ts";
import section from "./section.module.css";

/** Turns SCIM off, after a dialog that tells what stays. */
export function TurnOff({ provisioning, mayChange }: { provisioning: Provisioning; mayChange: boolean }): ReactNode {
  const [asking, setAsking] = useState(false);
  const { busy, failure, change, clear } = useChanging();
  const close = () => {
    clear();
    setAsking(false);
  };
  const off = async () => {
    if (await change(turnOff)) {
      notifications.show({ message: "SCIM is off. The token is revoked." });
      close();
    }
  };
  const people = several(provisioning.people, "person", "people");
  const groups = several(provisioning.groups, "group", "groups");
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
      <Dialog
        title="Turn off SCIM?"
        opened={asking}
        onClose={close}
        alert
        locked={busy}
        actions={
          <>
            <Button onClick={close} data-autofocus>
              Cancel
            </Button>
            <Button variant="filled" color="madder" onClick={off} loading={busy}>
              Turn off
            </Button>
          </>
        }
      >
        <p className={text.second}>
          The token is revoked at once. {people} and {groups} stay as they are. Turning on again gives a new token.
        </p>
        {failure && (
          <Hint kind="stop" alert>
            <p>{failure}</p>
          </Hint>
        )}
      </Dialog>
    </section>
  );
}
