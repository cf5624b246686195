import "@mantine/core/styles/Checkbox.layer.css";
import { Button, Checkbox } from "@mantine/core";
import { type ReactNode, type SubmitEvent, useEffect, useState } from "react";
import { findGroups, type GrantedRole, type MappedGroup, mapGroup, membersKey } from "../../api/members.ts";
import { meQuery } from "../../api/queries.ts";
import { useChanging, useRereading } from "../../changing/changing.ts";
import { Dialog } from "../../dialog/dialog.tsx";
import { Hint } from "../../dialog/hint.tsx";
import { roleNames } from "../../shell/roles.ts";
import { toast } from "../../toasts/toast.ts";
import styles from "./members.module.css";
import { RoleChoice } from "./role-choice.tsx";
import { SearchSelect } from "./search-select.tsx";

interface GroupDialogProps {
  opened: boolean;
  /** Whose role changes; null to find one. */
  group: MappedGroup | null;
  onClose: () => void;
}

const find = async (search: string) => (await findGroups(search)).map((group) => ({ ...group, label: group.name }));

/** Lets a group give its people a role, or another one. */
export function GroupDialog({ opened, group, onClose }: GroupDialogProps): ReactNode {
  const { busy, failure, change, clear } = useChanging(useRereading(membersKey, meQuery.queryKey));
  const [chosen, setChosen] = useState<{ id: string; name: string; label: string } | null>(null);
  const [role, setRole] = useState<GrantedRole>("viewer");
  const [isWarned, setWarned] = useState(false);
  const [missing, setMissing] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: anew each time that it opens
  useEffect(() => {
    if (!opened) return;
    setChosen(null);
    setMissing(false);
    setWarned(false);
    setRole(group?.role ?? "viewer");
  }, [opened]);

  const which = group ?? chosen;
  const close = () => {
    clear();
    onClose();
  };
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setMissing(true);
    if (!which || (role === "organization_admin" && !isWarned)) return;
    if (!(await change(() => mapGroup(which.id, role, isWarned)))) return;
    void toast(`Everybody in ${which.name} is ${roleNames[role]} now.`);
    close();
  };
  return (
    <Dialog
      title={group ? `Role by ${group.name}` : "Add a group"}
      opened={opened}
      onClose={close}
      locked={busy}
      actions={
        <>
          <Button variant="subtle" onClick={close}>
            Cancel
          </Button>
          <Button variant="filled" type="submit" form="group-role" loading={busy}>
            Save
          </Button>
        </>
      }
    >
      <form id="group-role" onSubmit={submit} className={styles.form} noValidate>
        {failure && (
          <Hint kind="stop" alert>
            <p>{failure}</p>
          </Hint>
        )}
        {!group && (
          <SearchSelect
            label="Group"
            placeholder="Beginning of a group's name"
            find={find}
            name="groups"
            chosen={chosen}
            onChoose={setChosen}
            error={missing && !chosen ? "Choose a group of your directory." : null}
          />
        )}
        <RoleChoice role={role} onChange={setRole} />
        {role === "organization_admin" && (
          <Hint kind="warn">
            <Checkbox
              label="I know that whoever can change this group, the identity provider and anybody with its token too, can make themselves Organization Admin."
              checked={isWarned}
              iconColor="var(--muster-on-solid)"
              classNames={{ input: styles.radio ?? "" }}
              onChange={(event) => setWarned(event.currentTarget.checked)}
              error={missing && !isWarned ? "Tick it to go on." : null}
            />
          </Hint>
        )}
      </form>
    </Dialog>
  );
}
