import { Tabs } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Provisioning } from "../../../api/types.ts";
import { type Guide, guideFor, guides, slug } from "../providers.ts";
import { EntraId } from "./entra-id.tsx";
import { GoogleWorkspace } from "./google-workspace.tsx";
import styles from "./guide.module.css";
import { LiveStrip } from "./live-strip.tsx";
import { Okta } from "./okta.tsx";
import { Other } from "./other.tsx";
import type { ToPaste } from "./steps.tsx";

interface SetUpGuideProps {
  provisioning: Provisioning;
  /** The token in full, only while it is shown. */
  token: string | null;
  onTokenCopied: () => void;
  paused: boolean;
  /** The tab it opens with, when one was asked for. */
  initial?: Guide | undefined;
  onTab?: (guide: Guide) => void;
}

const steps: Readonly<Record<Guide, (paste: ToPaste) => ReactNode>> = {
  "Entra ID": EntraId,
  Okta,
  "Google Workspace": GoogleWorkspace,
  Other,
};

/** What to do on the other side, a tab for each identity provider, and beside it what has arrived. */
export function SetUpGuide({ provisioning, token, onTokenCopied, paused, initial, onTab }: SetUpGuideProps): ReactNode {
  const [tab, setTab] = useState<Guide>(initial ?? guideFor(provisioning.provider));
  const paste: ToPaste = { tenantUrl: provisioning.tenantUrl, token, known: provisioning.token, onTokenCopied };
  // Google sends nothing by SCIM: there is nothing to wait for. Before the first domain there is neither.
  const strip = tab !== "Google Workspace" && provisioning.state === "on";
  return (
    <section className={styles.card} aria-label="Set-up guide">
      <Tabs
        value={slug(tab)}
        onChange={(value) => {
          const chosen = guides.find((guide) => slug(guide) === value);
          if (!chosen) return;
          setTab(chosen);
          onTab?.(chosen);
        }}
        classNames={{ list: styles.tabs ?? "", tab: styles.tab ?? "" }}
      >
        <Tabs.List aria-label="Set-up guide">
          {guides.map((guide) => (
            <Tabs.Tab key={guide} value={slug(guide)}>
              {guide}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <div className={strip ? styles.guide : undefined}>
          {guides.map((guide) => {
            const Steps = steps[guide];
            return (
              <Tabs.Panel key={guide} value={slug(guide)} className={styles.steps ?? ""}>
                <Steps {...paste} />
              </Tabs.Panel>
            );
          })}
          {strip && <LiveStrip provisioning={provisioning} paused={paused} />}
        </div>
      </Tabs>
    </section>
  );
}
