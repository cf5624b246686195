import { Button } from "@mantine/core";
import { type ReactNode, useRef } from "react";
import { removeDomain } from "../../../api/calls.ts";
import { Dialog } from "../../../dialog/dialog.tsx";
import { Hint } from "../../../dialog/hint.tsx";
import text from "../../../theme/text.module.css";
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
  const { busy, failure, change, clear } = useChanging();
  // The words stay while the dialog goes away.
  const last = useRef("");
  if (domain !== null) last.current = domain;
  const close = () => {
    clear();
    onClose();
  };
  const remove = async () => {
    if (domain !== null && (await change(() => removeDomain(domain)))) {
      void toast(`Removed ${domain}.`);
      close();
    }
  };
  return (
    <Dialog
      title={`Remove ${last.current}?`}
      opened={opened}
      onClose={close}
      alert
      locked={busy}
      actions={
        <>
          <Button onClick={close} data-autofocus>
            Cancel
          </Button>
          <Button variant="filled" color="madder" onClick={remove} loading={busy}>
            Remove
          </Button>
        </>
      }
    >
      <p className={text.second}>
        {carry(people)} can still be suspended and deleted by {provider ?? "your identity provider"}; none can be
        created or moved there.
      </p>
      {failure && (
        <Hint kind="stop" alert>
          <p>{failure}</p>
        </Hint>
      )}
    </Dialog>
  );
}

function carry(people: number | undefined): string {
  if (people === undefined) return "Whoever carries it stays, and";
  if (people === 0) return "Nobody carries it. Whoever does later";
  if (people === 1) return "1 person carries it. They stay, and";
  return `${count(people)} people carry it. They stay, and`;
}
