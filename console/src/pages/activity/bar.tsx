import { TextInput } from "@mantine/core";
import { IconHelp } from "@tabler/icons-react";
import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { Choice, Filters, Words } from "../../filters/chips.tsx";
import { ownTime } from "../../filters/own-time.ts";
import text from "../../theme/text.module.css";
import styles from "./bar.module.css";
import type { ActivitySearch, Span } from "./search.ts";

interface BarProps {
  search: ActivitySearch;
  /** Those whose requests there are. */
  providers: readonly string[];
  onChange: (change: ActivitySearch) => void;
}

const outcomes = [
  { value: "both", words: "Changes and refusals" },
  { value: "changed", words: "Changes" },
  { value: "refused", words: "Refusals" },
  { value: "read", words: "Look-ups" },
] as const;

const spans: readonly { value: Span; words: string }[] = [
  { value: "hour", words: "The last hour" },
  { value: "day", words: "The last 24 hours" },
  { value: "week", words: "The last 7 days" },
  { value: "month", words: "The last 30 days" },
];

/** The question at the left, the filters beside it. */
export function Bar({ search, providers, onChange }: BarProps): ReactNode {
  const question = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const at = event.target as HTMLElement;
      if (event.key !== "/" || event.metaKey || event.ctrlKey || at.matches("input, textarea, [contenteditable]"))
        return;
      event.preventDefault();
      question.current?.focus();
    };
    addEventListener("keydown", focus);
    return () => removeEventListener("keydown", focus);
  }, []);
  const ask = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const why = question.current?.value.trim() ?? "";
    onChange(why === "" ? { ...search, why: undefined } : { ...search, why, request: undefined });
  };
  const filter = (change: Partial<Record<keyof ActivitySearch, string | undefined>>) =>
    onChange({ ...search, cursor: undefined, ...(change as ActivitySearch) });
  const { outcome, provider, about, span, from, to } = search;
  const own = ownTime(from, to);
  const time = own === null ? [] : [{ value: "own" as const, words: own }];
  return (
    <div className={styles.bar}>
      <search className={styles.question}>
        <form onSubmit={ask}>
          <TextInput
            // Asked anew by a link, the field says so.
            key={search.why}
            ref={question}
            aria-label="Why isn’t … here? A name or an address"
            placeholder="Why isn’t Ann here?"
            defaultValue={search.why ?? ""}
            maxLength={300}
            autoComplete="off"
            enterKeyHint="search"
            classNames={{ input: styles.field ?? "" }}
            leftSection={<IconHelp size={16} stroke={1.75} aria-hidden />}
          />
          <button type="submit" className={text.hidden} tabIndex={-1}>
            Answer
          </button>
        </form>
      </search>
      <Filters>
        <Choice
          name="Outcome"
          value={outcome === "all" ? null : (outcome ?? "both")}
          options={outcomes}
          onChange={(value) => filter({ outcome: value === "both" ? undefined : (value ?? "all") })}
        />
        <Words
          name="Person or group"
          label="A name, an address or an id"
          value={about ?? null}
          onChange={(value) => filter({ about: value ?? undefined })}
        />
        {(providers.length > 1 || provider !== undefined) && (
          <Choice
            name="Identity provider"
            value={provider ?? null}
            options={[...new Set([...providers, ...(provider ? [provider] : [])])].map((name) => ({
              value: name,
              words: name,
            }))}
            onChange={(value) => filter({ provider: value ?? undefined })}
          />
        )}
        <Choice<Span | "own">
          name="Time"
          value={span ?? (time.length > 0 ? "own" : null)}
          options={[...time, ...spans]}
          onChange={(value) => {
            if (value !== "own") filter({ span: value ?? undefined, from: undefined, to: undefined });
          }}
        />
      </Filters>
    </div>
  );
}
