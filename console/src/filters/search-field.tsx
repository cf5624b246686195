import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { enterRows } from "../table/walk-rows.ts";
import styles from "./filters.module.css";

/** So long nobody has typed before it is searched, in milliseconds. */
const PAUSE = 250;

interface SearchFieldProps {
  label: string;
  /** What is searched by now, as the address says. */
  value: string;
  onSearch: (text: string) => void;
}

/** Searches a list while one types. "/" comes here, Escape empties it, the down arrow goes on to the rows. */
export function SearchField({ label, value, onSearch }: SearchFieldProps): ReactNode {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Back and forward change the address without anybody typing.
  if (known !== value) {
    setKnown(value);
    if (typed.trim() !== value) setTyped(value);
  }

  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent) => {
      const { target, key, ctrlKey, metaKey, altKey } = event;
      const types = target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]");
      if (key !== "/" || types || ctrlKey || metaKey || altKey || document.querySelector('[aria-modal="true"]')) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    document.addEventListener("keydown", focus);
    return () => {
      document.removeEventListener("keydown", focus);
      clearTimeout(pause.current);
    };
  }, []);

  const search = (text: string, after: number) => {
    setTyped(text);
    clearTimeout(pause.current);
    if (after === 0) onSearch(text.trim());
    else pause.current = setTimeout(() => onSearch(text.trim()), after);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter") search(typed, 0);
    if (event.key === "Escape") {
      if (typed === "") field.current?.blur();
      else search("", 0);
    }
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    enterRows();
  };
  return (
    <TextInput
      ref={field}
      type="search"
      className={styles.search ?? ""}
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => search(event.currentTarget.value, PAUSE)}
      onKeyDown={press}
      autoComplete="off"
      spellCheck={false}
      leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
      rightSection={
        typed === "" ? (
          <kbd className={styles.key} aria-hidden>
            /
          </kbd>
        ) : (
          <CloseButton size="sm" aria-label="Clear search" onClick={() => search("", 0)} />
        )
      }
    />
  );
}
