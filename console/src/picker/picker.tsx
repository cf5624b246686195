import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { directoryKey } from "../api/directory.ts";
import { sentence } from "../api/refused.ts";
import text from "../theme/text.module.css";
import { findUsers, findUsersAndGroups, type Picked, type Source } from "./find.ts";
import styles from "./picker.module.css";

export type { Picked } from "./find.ts";

interface PickerProps {
  label: string;
  /** Whether groups are offered, too. */
  groups?: boolean;
  /** Only those of that source. */
  source?: Source;
  /** The id of one that is never offered. */
  without?: string;
  /** Whether several may be picked. */
  several?: boolean;
  picked: readonly Picked[];
  onPick: (picked: Picked[]) => void;
}

const PAUSE_MS = 200;

/** Finds users, and groups, by the beginning of a name or an address, and picks one or several of them. */
export function Picker({ label, groups, source, without, several, picked, onPick }: PickerProps): ReactNode {
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const found = useQuery({
    queryKey: [...directoryKey, "picker", groups, source, search],
    queryFn: () => (groups ? findUsersAndGroups(search) : findUsers(search, source)),
    placeholderData: keepPreviousData,
  });
  const id = useId();
  const rows =
    found.data?.filter(({ id: found }) => found !== without && !picked.some(({ id: taken }) => taken === found)) ?? [];
  const nobody = found.isSuccess && rows.length === 0;
  const toggle = (one: Picked, on: boolean) => {
    if (!several) onPick(on ? [one] : []);
    else onPick(on ? [...picked, one] : picked.filter((each) => each.id !== one.id));
  };
  const row = (one: Picked, on: boolean) => (
    <label key={one.id} className={styles.row}>
      <input
        type={several ? "checkbox" : "radio"}
        name={id}
        checked={on}
        onChange={(event) => toggle(one, event.currentTarget.checked)}
      />
      <span className={styles.name}>{one.name}</span>
      {one.detail !== one.name && <span className={`${text.small} ${text.dim} ${styles.detail}`}>{one.detail}</span>}
    </label>
  );
  return (
    <div className={styles.picker}>
      <TextInput
        label={label}
        placeholder={groups ? "Name, userName or email; or a group’s name" : "Name, userName or email"}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autoComplete="off"
        className={styles.field}
        data-autofocus
      />
      <fieldset className={styles.found} aria-label={label} aria-busy={found.isFetching}>
        {picked.map((one) => row(one, true))}
        {rows.map((one) => row(one, false))}
        {nobody && (
          <p className={text.dim}>
            {search === "" ? "There is nobody to choose." : `Nothing begins with “${search}”.`}
          </p>
        )}
        {found.isError && <p className={text.dim}>{sentence(found.error)}</p>}
      </fieldset>
    </div>
  );
}
