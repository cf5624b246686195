import { type ReactNode, useRef } from "react";
import { removeDomain } from "../../../api/calls.ts";
import { AskDialog } from "../../../asking/ask-dialog.tsx";
import { count } from "../../../time/words.ts";
import { toast } from "../../../toasts/toast.ts";
import { useChanging } from "../changing.ts";

interface RemoveDomainDialogProps {
  opened: boolean;
  /** The domain to remove; null while closed. */
  domain: string | null;
  /** How many people carry it; undefined while that is not known. */
  people: number | undefined;
  provider: string | null;
  onClose: () => void;
}

/** Asks before a domain is removed, and tells whom that concerns. */
export function RemoveDomainDialog({ opened, domain, people, provider, onClose }: RemoveDomainDialogProps): ReactNode {
  const changing = useChanging();
  // The words stay while the dialog goes away.
  const last = useRef("");
  if (domain !== null) last.current = domain;
  const remove = async () => {
    if (domain === null || !(await changing.change(() => removeDomain(domain)))) return;
    void toast(`Removed ${domain}.`);
    onClose();
  };
  return (
    <AskDialog
      title={`Remove ${last.current}?`}
      opened={opened}
      onClose={onClose}
      changing={changing}
      act="Remove"
      onAct={remove}
      danger
    >
      <p>
        {carry(people)} can still be suspended and deleted by {provider ?? "your identity provider"}; none can be
        created or moved there.
      </p>
    </AskDialog>
  );
}

function carry(people: number | undefined): string {
  if (people === undefined) return "Whoever carries it stays, and";
  if (people === 0) return "Nobody carries it. Whoever does later";
  if (people === 1) return "1 person carries it. They stay, and";
  return `${count(people)} people carry it. They stay, and`;
}
