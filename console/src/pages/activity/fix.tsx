import { useSuspenseQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { meQuery } from "../../api/queries.ts";
import { LinkButton } from "../../links/link-button.tsx";
import text from "../../theme/text.module.css";
import styles from "./fix.module.css";

interface FixProps {
  fix: string;
  /** The domain that would let it in. */
  domain: string | null;
}

/** What to do about a refusal, and the button that does it. */
export function Fix({ fix, domain }: FixProps): ReactNode {
  const { data: me } = useSuspenseQuery(meQuery);
  return (
    <div className={styles.fix}>
      <div className={styles.words}>
        <h3>What to do</h3>
        <p className={text.second}>{fix}</p>
      </div>
      {domain && me.role === "organization_admin" && (
        <LinkButton variant="filled" to="/admin/login-access/scim-users-provisioning" search={{ add: domain }}>
          Add Domain
        </LinkButton>
      )}
    </div>
  );
}
