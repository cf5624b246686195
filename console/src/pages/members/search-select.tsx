import "@mantine/core/styles/Combobox.layer.css";
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";

interface Found {
  id: string;
  /** What it is chosen by; no two are alike. */
  label: string;
}

interface SearchSelectProps<Choice extends Found> {
  label: string;
  placeholder: string;
  /** The first whose name begins with a text. */
  find: (search: string) => Promise<Choice[]>;
  /** What those found are kept under. */
  name: string;
  chosen: Choice | null;
  onChoose: (choice: Choice | null) => void;
  error: string | null;
}

/** A field that finds one of many on the server, by the beginning of its name. */
export function SearchSelect<Choice extends Found>({
  label,
  placeholder,
  find,
  name,
  chosen,
  onChoose,
  error,
}: SearchSelectProps<Choice>): ReactNode {
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 150);
  const wanted = search !== "" && search !== chosen?.label;
  const found = useQuery({ queryKey: ["found", name, search], queryFn: () => find(search), enabled: wanted });
  const choices = wanted ? (found.data ?? []) : chosen ? [chosen] : [];
  return (
    <Select
      label={label}
      placeholder={placeholder}
      searchable
      clearable
      searchValue={typed}
      onSearchChange={setTyped}
      data={choices.map(({ id, label: shown }) => ({ value: id, label: shown }))}
      // The server has chosen them already.
      filter={({ options }) => options}
      value={chosen?.id ?? null}
      onChange={(id) => onChoose(choices.find((choice) => choice.id === id) ?? null)}
      nothingFoundMessage={nothing(wanted, found.isSuccess, found.isError)}
      error={error}
      comboboxProps={{ zIndex: 260 }}
      data-autofocus
    />
  );
}

function nothing(wanted: boolean, isThere: boolean, failed: boolean): string | undefined {
  if (failed) return "This did not load. Type on to try again.";
  if (!wanted) return "Type the beginning of a name.";
  return isThere ? "Nobody's name begins with this." : undefined;
}
