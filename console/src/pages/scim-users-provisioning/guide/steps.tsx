import type { ReactNode } from "react";
import type { Token } from "../../../api/types.ts";
import { CopyField } from "../../../copying/copy-field.tsx";
import text from "../../../theme/text.module.css";
import { HiddenToken } from "../token/hidden-token.tsx";
import styles from "./steps.module.css";

/** What a guide has to paste. */
export interface ToPaste {
  tenantUrl: string;
  /** The token in full, only while it is shown. */
  token: string | null;
  /** What is known of it afterwards. */
  known: Token | null;
  onTokenCopied: () => void;
}

/** Numbered steps. */
export function Steps({ children }: { children: ReactNode }): ReactNode {
  return <ol className={styles.steps}>{children}</ol>;
}

/** Values to paste, each beside the name that its field has on the other side. */
export function Paste({ children }: { children: ReactNode }): ReactNode {
  return <dl className={styles.paste}>{children}</dl>;
}

interface ValueProps {
  /** The field's name on the other side. */
  field: string;
  /** What is copied, where the field's name does not tell. */
  name?: string;
  value: string;
}

/** One value to paste. */
export function Value({ field, name, value }: ValueProps): ReactNode {
  return (
    <>
      <dt>{field}</dt>
      <dd>
        <CopyField name={name ?? field} value={value} />
      </dd>
    </>
  );
}

interface TokenValueProps {
  field: string;
  /** What the field wants before the token, as "Authorization: Bearer ". */
  before?: string;
  name?: string;
  paste: ToPaste;
}

/** The token to paste: in full to the clipboard while it is shown, afterwards only how to get a new one. */
export function TokenValue({ field, before = "", name = "SCIM token", paste }: TokenValueProps): ReactNode {
  return (
    <>
      <dt>{field}</dt>
      <dd>
        {paste.token ? (
          <CopyField
            name={name}
            value={before + paste.token}
            shown={`${before}${paste.token.slice(0, before === "" ? 30 : 18)}…`}
            onCopied={paste.onTokenCopied}
          />
        ) : (
          <span className={text.dim}>
            {paste.known ? (
              <>
                {before !== "" && <span className={text.mono}>{before}</span>}
                <HiddenToken token={paste.known} /> shown only once; Refresh gives a new one
              </>
            ) : (
              "Shown when you add the first domain."
            )}
          </span>
        )}
      </dd>
    </>
  );
}
