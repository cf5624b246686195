import { TextInput, UnstyledButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { groupQuery, groupsQuery } from "../../api/directory.ts";
import { walkChoices } from "../../filters/choice-filter.tsx";
import { Filter } from "../../filters/filter.tsx";
import styles from "../../filters/filters.module.css";
import { useSlow } from "../../states/bone.tsx";
import { Failure } from "../../states/failure.tsx";
import { several } from "../../time/words.ts";

interface GroupFilterProps {
  /** The group's id. */
  value: string | undefined;
  onChoose: (group: string | undefined) => unknown;
}

/** The filter by group, which are too many to be listed: found by the beginning of their names. */
export function GroupFilter({ value, onChoose }: GroupFilterProps): ReactNode {
  const group = useQuery({ ...groupQuery(value ?? ""), enabled: value !== undefined });
  const name = value === undefined ? undefined : (group.data?.name ?? (group.isError ? "Not there" : "…"));
  return (
    <Filter name="Group" value={name} onClear={() => onChoose(undefined)}>
      {(close) => (
        <Groups
          onChoose={(id) => {
            onChoose(id);
            close();
          }}
        />
      )}
    </Filter>
  );
}

function Groups({ onChoose }: { onChoose: (id: string) => void }): ReactNode {
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 200);
  const groups = useQuery(groupsQuery({ limit: 8, ...(search !== "" && { search }) }));
  const { data } = groups;
  const slow = useSlow();
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "ArrowDown" && event.key !== "Enter") return;
    event.preventDefault();
    const first = event.currentTarget.closest("[role=dialog]")?.querySelector<HTMLButtonElement>("li button");
    if (event.key === "Enter") first?.click();
    else first?.focus();
  };
  return (
    <>
      <TextInput
        data-autofocus
        className={styles.within ?? ""}
        aria-label="Name of the group"
        placeholder="Name of the group"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={press}
      />
      {data?.rows.length === 0 && <p className={styles.none}>No group’s name begins with this.</p>}
      {groups.isPending && slow && <p className={styles.none}>Loading…</p>}
      {groups.isError && <Failure onRetry={() => groups.refetch()} busy={groups.isFetching} />}
      <ul className={styles.choices}>
        {data?.rows.map(({ id, name, members }) => (
          <li key={id}>
            <UnstyledButton className={styles.choice ?? ""} onKeyDown={walkChoices} onClick={() => onChoose(id)}>
              <span>
                {name}
                <small>
                  {several(members.count, "member", "members")}
                  {!members.exact && " or more"}
                </small>
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </>
  );
}
