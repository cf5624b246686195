import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { linkUsers } from "../../../api/people-and-groups.ts";
import { AskDialog } from "../../../asking/ask-dialog.tsx";
import { useChanging, useRereadDirectory } from "../../../changing/changing.ts";
import { type Picked, Picker } from "../../../picker/picker.tsx";
import { toast } from "../../../toasts/toast.ts";
import type { UserDialogProps } from "./user-dialog-props.ts";

/** Asks which other record is the same person, and makes one of the two. */
export function LinkDialog({ user, provider, opened, onClose }: UserDialogProps): ReactNode {
  const navigate = useNavigate();
  const reread = useRereadDirectory();
  const [other, setOther] = useState<Picked | null>(null);
  // This page may be of the record that is gone, which has nothing to read anew.
  const changing = useChanging(async (stored) => stored || reread(false));
  const close = () => {
    setOther(null);
    onClose();
  };
  const link = async () => {
    if (!other) return;
    const [managed, byHand] = user.scimManaged ? [user.id, other.id] : [other.id, user.id];
    if (!(await changing.change(() => linkUsers(managed, byHand)))) return;
    void toast(`Linked the two records of ${user.name}.`);
    close();
    // The record that stays is the identity provider's.
    await navigate({ to: "/directory/users/$id", params: { id: managed } });
    await reread(true);
  };
  return (
    <AskDialog
      title={`Link ${user.name} with another record`}
      opened={opened}
      onClose={close}
      changing={changing}
      act="Link"
      onAct={link}
      off={other === null}
    >
      <p>
        For one person with two records. {provider}’s record keeps its id and attributes, and takes over sign-in, role
        and memberships in groups made by hand. The record made by hand is deleted.
      </p>
      <Picker
        label={user.scimManaged ? "The record made by hand" : `The record of ${provider}`}
        source={user.scimManaged ? "by hand" : "scim"}
        picked={other ? [other] : []}
        onPick={([one]) => setOther(one ?? null)}
      />
    </AskDialog>
  );
}
