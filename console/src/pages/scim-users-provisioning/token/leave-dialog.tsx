import { Button } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Dialog } from "../../../dialog/dialog.tsx";
import text from "../../../theme/text.module.css";

interface LeaveDialogProps {
  opened: boolean;
  onLeave: () => void;
  onStay: () => void;
  onCopyAndStay: () => void;
}

/** Asks before the page is left with a token that was not copied; Esc stays. */
export function LeaveDialog({ opened, onLeave, onStay, onCopyAndStay }: LeaveDialogProps): ReactNode {
  return (
    <Dialog
      title="Leave without copying the token?"
      opened={opened}
      onClose={onStay}
      alert
      actions={
        <>
          <Button variant="subtle" onClick={onLeave}>
            Leave
          </Button>
          <Button
            variant="filled"
            onClick={onCopyAndStay}
            leftSection={<IconCopy size={16} stroke={1.75} aria-hidden />}
            data-autofocus
          >
            Copy and stay
          </Button>
        </>
      }
    >
      <p className={text.second}>
        You have not copied it yet. Once the page is reloaded, the token does not re-appear; you would have to refresh
        it.
      </p>
    </Dialog>
  );
}
