import { IconCheck, IconClipboardCheck, IconCopy } from "@tabler/icons-react";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { copy } from "../../../copying/clipboard.ts";
import { Hint } from "../../../dialog/hint.tsx";
import text from "../../../theme/text.module.css";
import styles from "./token-panel.module.css";

interface TokenPanelProps {
  token: string;
  /** The token's text in the page, for who else copies it. */
  code: RefObject<HTMLElement | null>;
  copied: boolean;
  onCopied: () => void;
  /** Where it is pasted, as "Entra ID". */
  destination: string;
}

/** The SCIM token in full, once. A press anywhere on it copies and selects it. */
export function TokenPanel({ token, code, copied, onCopied, destination }: TokenPanelProps): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  const [selected, setSelected] = useState(false);

  useEffect(() => {
    button.current?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, []);

  // Where the browser offers no clipboard, the person's own keys copy it; that counts as much.
  useEffect(() => {
    const byKeys = () => {
      if (getSelection()?.toString().trim() === token) onCopied();
    };
    document.addEventListener("copy", byKeys);
    return () => document.removeEventListener("copy", byKeys);
  }, [token, onCopied]);

  const press = async () => {
    const how = await copy(token, code.current);
    if (how === "copied") onCopied();
    else setSelected(true);
  };

  return (
    <section className={styles.card} aria-labelledby="token-title">
      <div className={styles.head}>
        <h2 id="token-title">Your SCIM token</h2>
        <span className={`${text.small} ${text.dim}`}>Generated just now by you</span>
      </div>
      <div className={styles.token} data-copied={copied || undefined}>
        <code ref={code}>{token}</code>
        <button type="button" className={styles.copy} ref={button} onClick={press} aria-describedby="token-hint">
          {copied ? (
            <IconCheck size={16} stroke={1.75} aria-hidden />
          ) : (
            <IconCopy size={16} stroke={1.75} aria-hidden />
          )}
          <span>
            {copied ? "Copied" : "Copy"}
            <span className={text.hidden}> the SCIM token</span>
          </span>
        </button>
      </div>
      <div className={styles.said}>
        <span className={`${text.small} ${text.dim}`} id="token-hint">
          Select the token to copy it to your clipboard.
        </span>
        <span className={`${styles.done} ${text.small}`} aria-live="polite">
          {copied && (
            <>
              <IconClipboardCheck size={16} stroke={1.75} aria-hidden />
              Copied to your clipboard. Now paste it into {destination}.
            </>
          )}
          {!copied && selected && "Selected. Press Ctrl+C to copy it."}
        </span>
      </div>
      <Hint kind="stop" alert>
        <p>
          Immediately update your identity provider configuration with this new token. Once the page is reloaded, the
          token does not re-appear.
        </p>
      </Hint>
    </section>
  );
}
