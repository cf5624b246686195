import { IconHelp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Standing } from "../api/types.ts";
import { Mark } from "../shell/mark.tsx";
import text from "../theme/text.module.css";
import { Tally } from "./tally.tsx";
import styles from "./the-line.module.css";

interface TheLineProps {
  provisioning: Standing;
  organization: string;
  /** What stands below the line, in the same card. */
  children?: ReactNode;
}

/** The line from the identity provider to Muster: not connected, waiting, or live with its tally of 24 hours. */
export function TheLine({ provisioning, organization, children }: TheLineProps): ReactNode {
  const { state, provider, lastRequestAt } = provisioning;
  const carries = state === "on" && lastRequestAt !== null;
  return (
    <section className={styles.card} aria-label="Connection">
      <div className={styles.line}>
        <div className={styles.node}>
          <span className={`${styles.tile} ${provider ? "" : styles.none}`} aria-hidden>
            {provider ? provider.slice(0, 1) : <IconHelp size={20} stroke={1.75} />}
          </span>
          <span className={styles.name}>
            <b>{provider ? fullName(provider) : "Your identity provider"}</b>
            <span className={`${text.small} ${text.dim}`}>
              <InAWord provisioning={provisioning} />
            </span>
          </span>
        </div>
        <div className={styles.wire}>
          {carries ? <Tally provisioning={provisioning} /> : <Dashes provisioning={provisioning} />}
        </div>
        <div className={`${styles.node} ${styles.right}`}>
          <span className={styles.tile} aria-hidden>
            <Mark size={22} />
          </span>
          <span className={styles.name}>
            <b>Muster</b>
            <span className={`${text.small} ${text.dim}`}>{organization}</span>
          </span>
        </div>
      </div>
      {children}
    </section>
  );
}

/** How the line stands, in a word beside a dot. */
function InAWord({ provisioning }: { provisioning: Standing }): ReactNode {
  if (provisioning.state === "not set up" || (!provisioning.provider && !provisioning.lastRequestAt)) {
    return "Entra ID, Okta, Google Workspace";
  }
  if (provisioning.state === "off") return "SCIM is off";
  if (!provisioning.token?.lastUse) return "Waiting for the new token…";
  return (
    <span className={styles.connected}>
      <span className={styles.dot} />
      Connected
    </span>
  );
}

function Dashes({ provisioning }: { provisioning: Standing }): ReactNode {
  const waiting = provisioning.state === "on";
  return (
    <>
      <span className={styles.dash} />
      <span className={styles.tag}>
        {waiting && <span className={`${styles.dot} ${styles.pulse}`} />}
        {waiting ? "Waiting…" : provisioning.state === "off" ? "Off" : "Not connected"}
      </span>
      <span className={styles.dash} />
    </>
  );
}

/** A provider's name in full, where there is room. */
function fullName(provider: string): string {
  return provider === "Entra ID" ? "Microsoft Entra ID" : provider;
}
