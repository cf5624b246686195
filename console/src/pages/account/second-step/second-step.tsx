import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Account } from "../../../api/account.ts";
import { Hint } from "../../../dialog/hint.tsx";
import { lazyDialog } from "../../../dialog/lazy-dialog.tsx";
import text from "../../../theme/text.module.css";
import { several } from "../../../time/words.ts";
import styles from "../account.module.css";

const TurnOnDialog = lazyDialog(async () => (await import("./turn-on-dialog.tsx")).TurnOnDialog);
const RenewDialog = lazyDialog(async () => (await import("./renew-dialog.tsx")).RenewDialog);
const TurnOffDialog = lazyDialog(async () => (await import("./turn-off-dialog.tsx")).TurnOffDialog);

/** So few recovery codes are worth a word. */
const FEW = 3;

/** The second step of a sign-in with the password: codes of an authenticator app. */
export function SecondStep({ account: { secondStep } }: { account: Account }): ReactNode {
  const [asking, setAsking] = useState<"on" | "renew" | "off" | null>(null);
  const { isOn, recoveryCodesLeft } = secondStep;
  const close = () => setAsking(null);
  return (
    <section className={styles.section} aria-labelledby="second-step">
      <div className={styles.beside}>
        <div>
          <h2 id="second-step">Two-factor sign-in</h2>
          <p className={text.small}>
            <span className={`${styles.state} ${isOn ? "" : text.dim}`} data-on={isOn || undefined}>
              {isOn ? "On" : "Off"}
            </span>
          </p>
          <p className={`${text.small} ${text.dim}`}>
            {isOn
              ? `After the password, Muster asks for a code of your authenticator app. ${several(recoveryCodesLeft, "recovery code", "recovery codes")} left.`
              : "After the password, Muster would ask for a code of an authenticator app: a password alone lets nobody in."}
          </p>
        </div>
        <div className={styles.buttons}>
          {isOn ? (
            <>
              <Button size="xs" onClick={() => setAsking("renew")}>
                New recovery codes
              </Button>
              <Button size="xs" onClick={() => setAsking("off")}>
                Turn off…
              </Button>
            </>
          ) : (
            <Button size="xs" onClick={() => setAsking("on")}>
              Turn on
            </Button>
          )}
        </div>
      </div>
      {isOn && recoveryCodesLeft < FEW && (
        <div className={styles.after}>
          <Hint kind="warn">
            <p>Few recovery codes are left. Make new ones while you can sign in.</p>
          </Hint>
        </div>
      )}
      <TurnOnDialog opened={asking === "on"} onClose={close} />
      <RenewDialog opened={asking === "renew"} onClose={close} />
      <TurnOffDialog opened={asking === "off"} onClose={close} />
    </section>
  );
}
