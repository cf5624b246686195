import { Button, Switch } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { isRefused, sentence } from "../../../api/refused.ts";
import type { RefusedDomain } from "../../../api/types.ts";
import { NotConfirmed } from "../../../confirmation/confirmation.tsx";
import { Dialog } from "../../../dialog/dialog.tsx";
import { Hint } from "../../../dialog/hint.tsx";
import text from "../../../theme/text.module.css";
import { list } from "../../../time/words.ts";
import { invitesExplained } from "../sections/email-invites.tsx";
import styles from "./add-domain-dialog.module.css";
import { DomainChips } from "./domain-chips.tsx";
import { namesIn, refusedHere } from "./domain-names.ts";

interface AddDomainDialogProps {
  opened: boolean;
  /** Whether saving enables SCIM and generates the token. */
  first: boolean;
  /** The organization's domains. */
  listed: readonly string[];
  /** A domain that is in the field already. */
  initial: string | null;
  onClose: () => void;
  /** Saves all or none; throws what is to be told here. */
  onAdd: (domains: string[], sendEmailInvites: boolean) => Promise<void>;
}

/** Asks for one or several email domains, and at first for the invites. */
export function AddDomainDialog({ opened, first, listed, initial, onClose, onAdd }: AddDomainDialogProps): ReactNode {
  const [names, setNames] = useState<string[]>([]);
  const [refused, setRefused] = useState<RefusedDomain[]>([]);
  const [typed, setTyped] = useState("");
  const [invites, setInvites] = useState(true);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [empty, setEmpty] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (!opened) return;
    setNames(initial === null ? [] : [initial]);
    setRefused([]);
    setTyped("");
    setInvites(true);
    setFailure(null);
    setEmpty(false);
  }, [opened, initial]);

  /** What would be sent if `more` were taken too. */
  const taken = (more: string) => [...new Set([...names, ...namesIn(more)])];
  const take = (more: string) => {
    const all = taken(more);
    setTyped("");
    setEmpty(false);
    if (all.length === names.length) return;
    setNames(all);
    setRefused(known(all));
  };
  /** Refusals that still stand: the server's of names that stay, and our own. */
  const known = (all: readonly string[]): RefusedDomain[] => [
    ...refused.filter((each) => all.includes(each.domain)),
    ...all
      .filter((name) => !refused.some((each) => each.domain === name))
      .flatMap((name) => refusedHere(name, listed) ?? []),
  ];
  const remove = (name: string) => {
    setNames(names.filter((each) => each !== name));
    setRefused(refused.filter((each) => each.domain !== name));
  };

  const save = async () => {
    if (busy) return;
    const all = taken(typed);
    take(typed);
    if (all.length === 0) {
      setEmpty(true);
      input.current?.focus();
      return;
    }
    if (known(all).length > 0) {
      focusRefused();
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      await onAdd(all, invites);
    } catch (error) {
      if (isRefused(error, "refused") && error.domains.length > 0) {
        setRefused([...error.domains]);
        focusRefused();
      } else if (!(error instanceof NotConfirmed)) {
        setFailure(`Not saved; nothing was changed. ${sentence(error)}`);
      }
    } finally {
      setBusy(false);
    }
  };

  const bad = refused.map((each) => each.domain);
  const note = bad.length > 0 ? `Remove ${list(bad)} to go on.` : empty ? "Type a domain first." : null;
  return (
    <Dialog
      title="Add Domain"
      opened={opened}
      onClose={onClose}
      locked={busy}
      note={note}
      actions={
        <>
          <Button variant="subtle" onClick={onClose} aria-disabled={busy || undefined}>
            Cancel
          </Button>
          <Button variant="filled" onClick={save} loading={busy}>
            {first ? "Add and generate token" : "Add"}
          </Button>
        </>
      }
    >
      <p className={text.second}>People with an address in these domains can be provisioned.</p>
      <label className={styles.label} htmlFor="email-domains-field">
        Email domains
      </label>
      <DomainChips
        names={names}
        refused={refused}
        typed={typed}
        input={input}
        onType={setTyped}
        onTake={take}
        onRemove={remove}
        onEnter={save}
      />
      <p className={`${text.small} ${text.dim} ${styles.how}`} id="email-domains-how">
        Type or paste several; commas, spaces and lines separate them.
      </p>
      {first && (
        <div className={styles.invites}>
          <Switch
            label="Send Email Invites"
            description={invitesExplained}
            checked={invites}
            onChange={(event) => setInvites(event.currentTarget.checked)}
          />
        </div>
      )}
      {failure && (
        <div className={styles.failure}>
          <Hint kind="stop" alert>
            <p>{failure}</p>
          </Hint>
        </div>
      )}
    </Dialog>
  );
}

/** Gives the keyboard to the first refused chip, once it stands there. */
function focusRefused(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-refused]")?.focus());
}
