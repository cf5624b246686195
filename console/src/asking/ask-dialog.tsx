import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { Changing } from "../changing/changing.ts";
import { Dialog } from "../dialog/dialog.tsx";
import { Hint } from "../dialog/hint.tsx";
import styles from "./ask-dialog.module.css";

interface AskDialogProps {
  title: string;
  opened: boolean;
  onClose: () => void;
  changing: Changing;
  /** What the button says that does it. */
  act: string;
  onAct: () => void;
  /** Ends access or cannot be undone: the button is red, and the keyboard begins at Cancel. */
  danger?: boolean;
  /** Why it can't be done yet; the button is off, and the keyboard begins elsewhere. */
  off?: boolean;
  /** What is said of it, a paragraph each. */
  children: ReactNode;
}

/** Asks before something is done, and tells what will happen. */
export function AskDialog(props: AskDialogProps): ReactNode {
  const { title, opened, onClose, changing, act, onAct, danger, off, children } = props;
  const close = () => {
    changing.clear();
    onClose();
  };
  return (
    <Dialog
      title={title}
      opened={opened}
      onClose={close}
      alert
      locked={changing.busy}
      actions={
        <>
          <Button variant={danger ? "default" : "subtle"} onClick={close} {...(danger && { "data-autofocus": true })}>
            Cancel
          </Button>
          <Button
            variant="filled"
            {...(danger && { color: "madder" })}
            loading={changing.busy}
            {...(off ? { "aria-disabled": true, "data-disabled": true } : { onClick: onAct })}
            {...(!danger && !off && { "data-autofocus": true })}
          >
            {act}
          </Button>
        </>
      }
    >
      <div className={styles.said}>
        {children}
        {changing.failure && (
          <Hint kind="stop" alert>
            <p>{changing.failure}</p>
          </Hint>
        )}
      </div>
    </Dialog>
  );
}
