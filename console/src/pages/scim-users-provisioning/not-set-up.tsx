import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { CopyField } from "../../copying/copy-field.tsx";
import text from "../../theme/text.module.css";
import { Paste } from "./guide/steps.tsx";
import styles from "./not-set-up.module.css";
import page from "./page.module.css";
import { offProps } from "./permission.ts";
import type { Guide } from "./providers.ts";

interface NotSetUpProps {
  tenantUrl: string;
  mayChange: boolean;
  onAddDomain: () => void;
  onGuide: (guide: Guide) => void;
}

/** The three steps from nothing to people that arrive. */
export function NotSetUp({ tenantUrl, mayChange, onAddDomain, onGuide }: NotSetUpProps): ReactNode {
  const guide = (name: Guide, words: string = name) => (
    <button type="button" className={text.link} onClick={() => onGuide(name)}>
      {words}
    </button>
  );
  return (
    <>
      <section className={page.steps} aria-label="Set up">
        <ol className={styles.steps}>
          <li className={styles.now}>
            <div className={styles.beside}>
              <div>
                <h2>Add your email domains</h2>
                <p>Only people with an address in one of these domains can be provisioned.</p>
              </div>
              <Button
                variant="filled"
                leftSection={<IconPlus size={16} stroke={1.75} aria-hidden />}
                {...offProps(mayChange, onAddDomain)}
              >
                Add Domain
              </Button>
            </div>
          </li>
          <li>
            <h2>Copy the SCIM token into your identity provider</h2>
            <p>Muster generates it when you add the first domain, and shows it once.</p>
            <div className={styles.paste}>
              <Paste>
                <dt>Tenant URL</dt>
                <dd>
                  <CopyField name="Tenant URL" value={tenantUrl} />
                </dd>
              </Paste>
            </div>
          </li>
          <li>
            <h2>Watch the first people arrive</h2>
            <p>This page shows each request as it comes in, and what to do when one is refused.</p>
          </li>
        </ol>
      </section>
      <p className={`${text.small} ${text.dim} ${page.help}`}>
        Want to see the steps on the other side first? Read the set-up guide for {guide("Entra ID")}, {guide("Okta")},{" "}
        {guide("Google Workspace")} or {guide("Other", "another one")}.
      </p>
    </>
  );
}
