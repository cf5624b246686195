import { ActionIcon, Modal } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./dialog.module.css";

interface DialogProps {
  title: string;
  opened: boolean;
  onClose: () => void;
  /** An alertdialog interrupts: narrower, and read out in full by screen readers. */
  alert?: boolean;
  /** While something is under way the dialog stays. */
  locked?: boolean;
  /** Opens over another dialog. */
  above?: boolean;
  /** What stands left in the footer, said when it changes. */
  note?: ReactNode;
  /** The footer's buttons; the one with `data-autofocus` has the keyboard first. */
  actions: ReactNode;
  children: ReactNode;
}

/**
 * Mantine always writes "dialog"; an alertdialog is announced with what it says. One function for all renderings: at
 * each new one Mantine's focus trap would start over and take the keyboard.
 */
function asAlert(element: HTMLElement | null): void {
  element?.setAttribute("role", "alertdialog");
}

/** A dialog of the console: from below on a phone, near the top elsewhere; Esc, the veil and the cross close it. */
export function Dialog({
  title,
  opened,
  onClose,
  alert,
  locked,
  above,
  note,
  actions,
  children,
}: DialogProps): ReactNode {
  const close = () => {
    if (!locked) onClose();
  };
  return (
    <Modal.Root
      opened={opened}
      onClose={close}
      size={alert ? "31.25rem" : "35rem"}
      closeOnClickOutside={!alert}
      zIndex={above ? 250 : 200}
      // Twice this is what a tall dialog leaves free; its inside scrolls.
      yOffset="var(--muster-dialog-offset)"
    >
      <Modal.Overlay className={styles.veil ?? ""} />
      <Modal.Content
        // Not className: Mantine would give it to what is around the dialog, too.
        classNames={{ content: styles.dialog ?? "", inner: styles.inner ?? "" }}
        ref={alert ? asAlert : undefined}
      >
        <div className={styles.head}>
          <Modal.Title className={styles.title ?? ""}>{title}</Modal.Title>
          <ActionIcon aria-label="Close" onClick={close} aria-disabled={locked || undefined}>
            <IconX size={18} stroke={1.75} aria-hidden />
          </ActionIcon>
        </div>
        <Modal.Body className={styles.body ?? ""}>{children}</Modal.Body>
        <div className={styles.foot}>
          <span className={styles.note} aria-live="polite">
            {note}
          </span>
          {actions}
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}
