import { Button, type ButtonProps, Tooltip } from "@mantine/core";
import { type ReactNode, useId } from "react";
import text from "../theme/text.module.css";

interface ActButtonProps extends ButtonProps {
  /** Where what it says does not tell whom it is about. */
  "aria-label"?: string;
  /** Why this person can't do it; undefined where they can. */
  off: string | undefined;
  onAct: () => void;
  children: ReactNode;
}

/** A button that says why, where it is off: to the mouse and the keyboard beside it, to a screen reader with it. */
export function ActButton({ off, onAct, children, ...props }: ActButtonProps): ReactNode {
  const reason = useId();
  if (off === undefined) {
    return (
      <Button {...props} onClick={onAct}>
        {children}
      </Button>
    );
  }
  return (
    <>
      <Tooltip label={off} multiline w={260} events={{ hover: true, focus: true, touch: true }}>
        <Button {...props} aria-disabled data-disabled aria-describedby={reason}>
          {children}
        </Button>
      </Tooltip>
      <span id={reason} className={text.hidden}>
        {off}
      </span>
    </>
  );
}
