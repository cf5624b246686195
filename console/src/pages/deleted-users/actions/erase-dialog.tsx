import { TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { eraseUser } from "../../../api/people-and-groups.ts";
import type { DeletedUser } from "../../../api/types.ts";
import { AskDialog } from "../../../asking/ask-dialog.tsx";
import { useChanging, useRereadDirectory } from "../../../changing/changing.ts";
import { Hint } from "../../../dialog/hint.tsx";
import text from "../../../theme/text.module.css";
import { toast } from "../../../toasts/toast.ts";

interface EraseDialogProps {
  user: DeletedUser;
  opened: boolean;
  onClose: () => void;
}

/** Asks for the userName before somebody is permanently removed. */
export function EraseDialog({ user, opened, onClose }: EraseDialogProps): ReactNode {
  const [typed, setTyped] = useState("");
  const changing = useChanging(useRereadDirectory());
  const isTyped = typed.trim() === user.userName;
  const close = () => {
    setTyped("");
    onClose();
  };
  const erase = async () => {
    if (!isTyped || !(await changing.change(() => eraseUser(user.id)))) return;
    void toast("Permanently removed.");
    close();
  };
  return (
    <AskDialog
      title={`Permanently remove ${user.name}?`}
      opened={opened}
      onClose={close}
      changing={changing}
      act="Permanently remove"
      onAct={erase}
      danger
      off={!isTyped}
    >
      <Hint kind="stop">
        <p>
          This erases their data everywhere, the log’s personal values too, and cannot be undone. What remains says that
          somebody was erased, when and by whom.
        </p>
      </Hint>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void erase();
        }}
      >
        <TextInput
          label={
            <>
              Type <span className={text.mono}>{user.userName}</span> to confirm
            </>
          }
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
      </form>
    </AskDialog>
  );
}
