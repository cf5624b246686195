import { ActionIcon } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { type ReactNode, useRef, useState } from "react";
import text from "../theme/text.module.css";
import { type Copied, copy } from "./clipboard.ts";
import styles from "./copy-field.module.css";

interface CopyFieldProps {
  /** What it is, as in "Copy Tenant URL". */
  name: string;
  /** What is copied. */
  value: string;
  /** What is shown, when it is not the whole value. */
  shown?: string;
  onCopied?: () => void;
}

/** A value to paste elsewhere, with a button that copies it and says so. */
export function CopyField({ name, value, shown, onCopied }: CopyFieldProps): ReactNode {
  const field = useRef<HTMLSpanElement>(null);
  const [copied, setCopied] = useState<Copied | null>(null);
  const press = async () => {
    const how = await copy(value, field.current);
    setCopied(how);
    if (how === "copied") onCopied?.();
  };
  return (
    <div className={styles.field}>
      <span className={`${text.mono} ${styles.value}`} ref={field}>
        {shown ?? value}
      </span>
      <ActionIcon className={styles.button ?? ""} aria-label={`Copy ${name}`} title="Copy" onClick={press}>
        {copied === "copied" ? (
          <IconCheck size={16} stroke={1.75} className={styles.done ?? ""} aria-hidden />
        ) : (
          <IconCopy size={16} stroke={1.75} aria-hidden />
        )}
      </ActionIcon>
      <span className={text.hidden} aria-live="polite">
        {copied === "copied" && `${name} copied.`}
        {copied === "selected" && "Selected. Press Ctrl+C to copy it."}
      </span>
    </div>
  );
}
