import { Button, TextInput } from "@mantine/core";
import { type ReactNode, type SubmitEvent, useEffect, useState } from "react";
import { accountQuery, beginSecondStep, turnSecondStepOn } from "../../../api/account.ts";
import { useChanging, useRereading } from "../../../changing/changing.ts";
import { CopyField } from "../../../copying/copy-field.tsx";
import { Dialog } from "../../../dialog/dialog.tsx";
import { Hint } from "../../../dialog/hint.tsx";
import { Bone } from "../../../states/bone.tsx";
import text from "../../../theme/text.module.css";
import { toast } from "../../../toasts/toast.ts";
import styles from "../account.module.css";
import { QrCode } from "./qr-code.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import own from "./second-step.module.css";
import { useShownOnce } from "./shown-once.ts";

interface Begun {
  uri: string;
  key: string;
}

/** Gives the authenticator app its secret, takes a first code of it, then shows the recovery codes. */
export function TurnOnDialog({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const beginning = useChanging(useRereading());
  const turning = useChanging(useRereading(accountQuery.queryKey));
  const [begun, setBegun] = useShownOnce<Begun>();
  const [codes, setCodes] = useShownOnce<readonly string[]>();
  const [code, setCode] = useState("");

  const close = () => {
    setBegun(null);
    setCodes(null);
    setCode("");
    beginning.clear();
    turning.clear();
    onClose();
  };
  const begin = async () => {
    const done = await beginning.change(async () => setBegun(await beginSecondStep()));
    return done;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins once each time that it opens
  useEffect(() => {
    if (opened) void begin();
  }, [opened]);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const done = await turning.change(async () => setCodes((await turnSecondStepOn(code)).recoveryCodes));
    if (!done) return;
    setBegun(null);
    void toast("Two-factor sign-in is on.");
  };

  if (codes) return <RecoveryCodes opened={opened} codes={codes} onClose={close} />;
  return (
    <Dialog
      title="Turn on two-factor sign-in"
      opened={opened}
      onClose={close}
      locked={turning.busy}
      actions={
        <>
          <Button variant="subtle" onClick={close}>
            Cancel
          </Button>
          {begun ? (
            <Button variant="filled" type="submit" form="first-code" loading={turning.busy}>
              Turn on
            </Button>
          ) : (
            <Button variant="filled" onClick={begin} loading={beginning.busy}>
              Begin
            </Button>
          )}
        </>
      }
    >
      {beginning.failure && (
        <Hint kind="stop" alert>
          <p>{beginning.failure}</p>
        </Hint>
      )}
      <form id="first-code" onSubmit={submit} className={styles.form}>
        <div className={own.scan}>
          {begun ? (
            <QrCode text={begun.uri} name="QR code for your authenticator app" />
          ) : (
            <Bone width={176} height={176} />
          )}
          <div className={own.beside}>
            <p className={text.second}>
              Scan this with your authenticator app: 1Password, Google Authenticator, Microsoft Authenticator, any will
              do.
            </p>
            <p className={`${text.small} ${text.dim}`}>
              From then on it shows a new code every 30 seconds. Each sign-in with your password asks for one.
            </p>
          </div>
        </div>
        <div>
          <p className={`${text.small} ${text.dim} ${own.typed}`}>Or type this key into it:</p>
          {begun ? (
            <CopyField name="key" value={begun.key} shown={inFours(begun.key)} />
          ) : (
            <Bone width={440} height={36} />
          )}
        </div>
        <TextInput
          label="Code that the app shows"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={turning.failure}
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="\s*(\d\s*){6}"
          title="Six digits"
          required
          withAsterisk={false}
          data-autofocus
        />
      </form>
    </Dialog>
  );
}

/** "ABCD EFGH": as one reads it off. */
function inFours(key: string): string {
  return key.replace(/(.{4})(?=.)/g, "$1 ");
}
