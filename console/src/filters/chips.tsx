import { Menu, UnstyledButton } from "@mantine/core";
import { IconCheck, IconPlus, IconX } from "@tabler/icons-react";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { flushSync } from "react-dom";
import text from "../theme/text.module.css";
import styles from "./chips.module.css";

/** Filters beside each other; on a phone they slide under the thumb, to the screen's edges. */
export function Filters({ children }: { children: ReactNode }): ReactNode {
  return (
    <fieldset className={styles.filters}>
      <legend className={text.hidden}>Filters</legend>
      <div className={styles.row}>{children}</div>
    </fieldset>
  );
}

interface ChoiceProps<Value extends string> {
  /** "Outcome" */
  name: string;
  /** What is chosen; null: nothing, all of them are shown. */
  value: Value | null;
  options: readonly { value: Value; words: string }[];
  onChange: (value: Value | null) => void;
}

/** A filter with a few values: a button that opens their menu, and one that takes the filter away. */
export function Choice<Value extends string>({ name, value, options, onChange }: ChoiceProps<Value>): ReactNode {
  const chosen = options.find((option) => option.value === value);
  return (
    <Chip name={name} words={chosen?.words ?? null} onClear={() => onChange(null)}>
      {(className, children) => (
        <Menu position="bottom-start" width="15rem">
          <Menu.Target>
            <UnstyledButton className={className}>{children}</UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            {options.map((option) => (
              <Menu.Item
                key={option.value}
                onClick={() => onChange(option.value)}
                rightSection={option.value === value ? <IconCheck size={16} stroke={1.75} aria-label="chosen" /> : null}
              >
                {option.words}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Chip>
  );
}

interface WordsProps {
  name: string;
  /** What the field asks for. */
  label: string;
  value: string | null;
  onChange: (value: string | null) => void;
}

/** A filter by words: a button that becomes a field. */
export function Words({ name, label, value, onChange }: WordsProps): ReactNode {
  const [editing, setEditing] = useState(false);
  const chip = useRef<HTMLButtonElement>(null);
  if (editing) {
    const take = (form: HTMLFormElement) => {
      const words = String(new FormData(form).get("words") ?? "").trim();
      if (words !== (value ?? "")) onChange(words === "" ? null : words);
    };
    /** By keyboard: the chip has it again. */
    const goBack = () => {
      flushSync(() => setEditing(false));
      chip.current?.focus();
    };
    const submit = (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault();
      take(event.currentTarget);
      goBack();
    };
    const leave = (event: FormEvent<HTMLFormElement>) => {
      take(event.currentTarget);
      setEditing(false);
    };
    return (
      <form className={styles.form} onSubmit={submit} onBlur={leave}>
        <input
          className={styles.field}
          name="words"
          aria-label={label}
          placeholder={label}
          defaultValue={value ?? ""}
          maxLength={300}
          autoComplete="off"
          ref={(field) => field?.focus()}
          onKeyDown={(event) => {
            if (event.key === "Escape") goBack();
          }}
        />
      </form>
    );
  }
  return (
    <Chip name={name} words={value} onClear={() => onChange(null)}>
      {(className, children) => (
        <UnstyledButton ref={chip} className={className} onClick={() => setEditing(true)}>
          {children}
        </UnstyledButton>
      )}
    </Chip>
  );
}

interface ChipProps {
  name: string;
  words: string | null;
  onClear: () => void;
  children: (className: string, children: ReactNode) => ReactNode;
}

function Chip({ name, words, onClear, children }: ChipProps): ReactNode {
  const whole = useRef<HTMLSpanElement>(null);
  const clear = () => {
    // This button goes away; the filter's other one stays, and with it the focus.
    whole.current?.querySelector("button")?.focus();
    onClear();
  };
  // One button whether set or not: that of a menu has the focus while the filter is set.
  return (
    <span ref={whole} className={styles.chip} data-set={words !== null || undefined}>
      {children(
        styles.inside ?? "",
        words === null ? (
          <>
            <IconPlus size={14} stroke={1.75} aria-hidden />
            <span className={text.hidden}>Filter by </span>
            {name}
          </>
        ) : (
          <>
            {name} <b>{words}</b>
          </>
        ),
      )}
      {words !== null && (
        <UnstyledButton className={styles.clear ?? ""} aria-label={`Show every ${name.toLowerCase()}`} onClick={clear}>
          <IconX size={14} stroke={1.75} aria-hidden />
        </UnstyledButton>
      )}
    </span>
  );
}
