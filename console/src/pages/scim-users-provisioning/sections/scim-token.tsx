import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Provisioning, Token } from "../../../api/types.ts";
import text from "../../../theme/text.module.css";
import { Ago } from "../../../time/ago.tsx";
import { inUtc, onDayAtClock } from "../../../time/words.ts";
import { offProps } from "../permission.ts";
import { HiddenToken } from "../token/hidden-token.tsx";
import facts from "./facts.module.css";
import styles from "./section.module.css";

interface ScimTokenProps {
  provisioning: Provisioning;
  mayChange: boolean;
  onRefresh: (replaces: Token) => void;
  onTurnOn: () => void;
  turningOn: boolean;
}

/** What is known of the SCIM token, and Refresh; while SCIM is off, the way back. */
export function ScimToken({ provisioning, mayChange, onRefresh, onTurnOn, turningOn }: ScimTokenProps): ReactNode {
  const { token } = provisioning;
  if (provisioning.state === "off" || !token) {
    return (
      <section className={styles.section} aria-labelledby="scim-token">
        <div className={styles.beside}>
          <div>
            <h2 id="scim-token">SCIM token</h2>
            <p className={text.second}>
              SCIM is off. To refresh, your organization must already have SCIM provisioning enabled.
            </p>
          </div>
          <Button variant="filled" loading={turningOn} {...offProps(mayChange, onTurnOn)}>
            Turn on SCIM
          </Button>
        </div>
      </section>
    );
  }
  return (
    <section className={styles.section} aria-labelledby="scim-token">
      <div className={styles.head}>
        <h2 id="scim-token">SCIM token</h2>
        <Button
          size="xs"
          leftSection={<IconRefresh size={15} stroke={1.75} aria-hidden />}
          {...offProps(mayChange, () => onRefresh(token))}
        >
          Refresh
        </Button>
      </div>
      <dl className={facts.facts}>
        <dt>Token</dt>
        <dd>
          <HiddenToken token={token} />
        </dd>
        <dt>Generated</dt>
        <dd>
          <time dateTime={token.generatedAt} title={inUtc(token.generatedAt)}>
            {onDayAtClock(token.generatedAt)}
          </time>{" "}
          by {token.generatedBy}
        </dd>
        <dt>Last use</dt>
        <dd>
          {token.lastUse ? <Ago at={token.lastUse.at} /> : "never"}
          {token.lastUse?.provider && ` by ${token.lastUse.provider}`}
          {token.lastUse?.address && (
            <>
              {" "}
              from <span className={text.mono}>{token.lastUse.address}</span>
            </>
          )}
        </dd>
      </dl>
      <p className={`${text.small} ${text.dim} ${styles.after}`}>
        The token is shown only once. If it is lost, refresh it.
      </p>
    </section>
  );
}
