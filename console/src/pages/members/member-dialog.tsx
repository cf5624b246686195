import { Button } from "@mantine/core";
import { type ReactNode, type SubmitEvent, useEffect, useState } from "react";
import {
  findMembersToBe,
  type GrantedRole,
  grantRole,
  type Member,
  type MemberToBe,
  membersKey,
} from "../../api/members.ts";
import { meQuery } from "../../api/queries.ts";
import { useChanging, useRereading } from "../../changing/changing.ts";
import { CopyField } from "../../copying/copy-field.tsx";
import { Dialog } from "../../dialog/dialog.tsx";
import { Hint } from "../../dialog/hint.tsx";
import { roleNames } from "../../shell/roles.ts";
import text from "../../theme/text.module.css";
import { toast } from "../../toasts/toast.ts";
import styles from "./members.module.css";
import { RoleChoice } from "./role-choice.tsx";
import { SearchSelect } from "./search-select.tsx";

interface MemberDialogProps {
  opened: boolean;
  /** Whose role changes; null to find somebody. */
  member: Member | null;
  /** The organization's short name, for the command. */
  organization: string;
  onClose: () => void;
}

const find = async (search: string) =>
  (await findMembersToBe(search)).map((user) => ({ ...user, label: labelOf(user) }));

function labelOf({ name, userName }: MemberToBe): string {
  return name === userName ? name : `${name} (${userName})`;
}

/** Grants a role, or changes the one that was granted. */
export function MemberDialog({ opened, member, organization, onClose }: MemberDialogProps): ReactNode {
  const { busy, failure, change, clear } = useChanging(useRereading(membersKey, meQuery.queryKey));
  const [chosen, setChosen] = useState<(MemberToBe & { label: string }) | null>(null);
  const [role, setRole] = useState<GrantedRole>("viewer");
  const [missing, setMissing] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: anew each time that it opens
  useEffect(() => {
    if (!opened) return;
    setChosen(null);
    setMissing(false);
    setRole(member?.granted ?? "viewer");
  }, [opened]);

  const who = member ?? chosen;
  const close = () => {
    clear();
    onClose();
  };
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setMissing(!who);
    if (!who || !(await change(() => grantRole(who.id, role)))) return;
    void toast(`${who.name} is ${article(roleNames[role])} now.`);
    close();
  };
  return (
    <Dialog
      title={member ? `Role of ${member.name}` : "Add a member"}
      opened={opened}
      onClose={close}
      locked={busy}
      actions={
        <>
          <Button variant="subtle" onClick={close}>
            Cancel
          </Button>
          <Button variant="filled" type="submit" form="member" loading={busy}>
            {member ? "Save" : "Grant role"}
          </Button>
        </>
      }
    >
      <form id="member" onSubmit={submit} className={styles.form} noValidate>
        {failure && (
          <Hint kind="stop" alert>
            <p>{failure}</p>
          </Hint>
        )}
        {!member && (
          <SearchSelect
            label="Person"
            placeholder="Beginning of a name or userName"
            find={find}
            name="members to be"
            chosen={chosen}
            onChoose={setChosen}
            error={missing && !chosen ? "Choose somebody of your directory." : null}
          />
        )}
        <RoleChoice role={role} onChange={setRole} />
        {member && member.groups.length > 0 && (
          <p className={`${text.small} ${text.dim}`}>
            {member.name} also has a role through {member.groups.map(({ name }) => name).join(", ")}. The higher one
            counts.
          </p>
        )}
        {who && !who.signsIn && (
          <Hint kind="note">
            {isEmail(who.userName) ? (
              <>
                <p>
                  {who.name} has no sign-in yet. Whoever runs this server gets them a set-up link, which gives the role
                  too:
                </p>
                <div className={styles.command}>
                  <CopyField
                    name="command"
                    value={`./muster admin grant ${organization} ${asWord(who.userName)} --role ${role}`}
                  />
                </div>
              </>
            ) : (
              <p>
                {who.name} has no sign-in yet, and can't get one by a set-up link: those are for email addresses, and
                the userName {who.userName} is none.
              </p>
            )}
          </Hint>
        )}
      </form>
    </Dialog>
  );
}

/** Whether a set-up link can be made for it: `text` is an email address, and no option of a command. */
function isEmail(text: string): boolean {
  return /^[^\s@\p{C}-][^\s@\p{C}]*@[^\s@\p{C}]+$/u.test(text);
}

/** `text` as one word of a shell's command line. */
function asWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** "a Viewer", "an Admin". */
function article(name: string): string {
  return `${/^[AO]/.test(name) ? "an" : "a"} ${name}`;
}
