import { Button } from "@mantine/core";
import { IconCheck, IconCopy, IconDownload } from "@tabler/icons-react";
import { type ReactNode, useRef, useState } from "react";
import { type Copied, copy } from "../../../copying/clipboard.ts";
import { Dialog } from "../../../dialog/dialog.tsx";
import { Hint } from "../../../dialog/hint.tsx";
import text from "../../../theme/text.module.css";
import styles from "./second-step.module.css";

interface RecoveryCodesProps {
  opened: boolean;
  codes: readonly string[];
  /** Whether there were others before. */
  renewed?: boolean;
  onClose: () => void;
}

/** The recovery codes, this once: to be copied, kept as a file, or written down. */
export function RecoveryCodes({ opened, codes, renewed = false, onClose }: RecoveryCodesProps): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  const [copied, setCopied] = useState<Copied | null>(null);
  const press = async () => setCopied(await copy(codes.join("\n"), list.current));
  return (
    <Dialog
      title="Your recovery codes"
      opened={opened}
      onClose={onClose}
      note={copied === "selected" && "Selected. Press Ctrl+C to copy them."}
      actions={
        <>
          <Button onClick={() => download(codes)} leftSection={<IconDownload size={16} stroke={1.75} aria-hidden />}>
            Download
          </Button>
          <Button
            onClick={press}
            leftSection={
              copied === "copied" ? (
                <IconCheck size={16} stroke={1.75} aria-hidden />
              ) : (
                <IconCopy size={16} stroke={1.75} aria-hidden />
              )
            }
            data-autofocus
          >
            {copied === "copied" ? "Copied" : "Copy"}
          </Button>
          <Button variant="filled" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <p className={text.second}>
        Each signs you in once where you do not have your authenticator app. Keep them where you find them without this
        device.
      </p>
      <ul className={`${text.mono} ${styles.codes}`} ref={list}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles.hint}>
        <Hint kind="warn">
          <p>They are shown this once.{renewed && " Those that you had before are of no use any more."}</p>
        </Hint>
      </div>
    </Dialog>
  );
}

/** Leaves them in a file of the person's; the browser's address of it is taken back at once. */
function download(codes: readonly string[]): void {
  const lines = [`Recovery codes for Muster at ${location.host}. Each signs you in once.`, "", ...codes, ""];
  const url = URL.createObjectURL(new Blob([lines.join("\n")], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "muster-recovery-codes.txt";
  link.click();
  URL.revokeObjectURL(url);
}
