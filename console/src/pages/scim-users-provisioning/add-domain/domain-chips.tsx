import { IconX } from "@tabler/icons-react";
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, type RefObject, useId } from "react";
import type { RefusedDomain } from "../../../api/types.ts";
import styles from "./domain-chips.module.css";

interface DomainChipsProps {
  names: readonly string[];
  refused: readonly RefusedDomain[];
  /** What is being typed. */
  typed: string;
  input: RefObject<HTMLInputElement | null>;
  onType: (typed: string) => void;
  /** Makes chips of what was typed or pasted. */
  onTake: (typed: string) => void;
  onRemove: (name: string) => void;
  /** Enter in an empty field. */
  onEnter: () => void;
}

/** A field for several domains: each becomes a chip; a refused one has its own row with the reason beside it. */
export function DomainChips(props: DomainChipsProps): ReactNode {
  const { names, refused, typed, input, onType, onTake, onRemove, onEnter } = props;
  const id = useId();

  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (typed.trim() === "") onEnter();
      else onTake(typed);
    } else if (event.key === "," || event.key === " ") {
      event.preventDefault();
      onTake(typed);
    } else if (event.key === "Backspace" && typed === "") {
      const last = names.at(-1);
      if (last === undefined) return;
      event.preventDefault();
      onRemove(last);
      onType(last);
    }
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData("text");
    if (!/[\s,;]/.test(pasted.trim())) return;
    event.preventDefault();
    onTake(`${typed}${pasted}`);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press beside the chips means the field, as in any input.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard reaches the field by itself.
    <div
      className={styles.chips}
      onClick={(event) => {
        if (event.target === event.currentTarget) input.current?.focus();
      }}
    >
      {names.map((name, index) => {
        const reason = refused.find((each) => each.domain === name)?.reason;
        const chip = (
          <span key={name} className={`${styles.chip} ${reason ? styles.bad : ""}`}>
            {name}
            <button
              type="button"
              className={styles.remove}
              aria-label={`Remove ${name}`}
              aria-describedby={reason ? `${id}-${index}` : undefined}
              data-refused={reason ? true : undefined}
              onClick={() => {
                onRemove(name);
                input.current?.focus();
              }}
            >
              <IconX size={14} stroke={1.75} aria-hidden />
            </button>
          </span>
        );
        return reason ? (
          <span className={styles.row} key={name}>
            {chip}
            <span id={`${id}-${index}`}>{reason}</span>
          </span>
        ) : (
          <span className={styles.one} key={name}>
            {chip}
          </span>
        );
      })}
      <input
        ref={input}
        id="email-domains-field"
        className={styles.field}
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
        onKeyDown={press}
        onPaste={paste}
        onBlur={() => onTake(typed)}
        aria-describedby="email-domains-how"
        inputMode="url"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        data-autofocus
      />
    </div>
  );
}
