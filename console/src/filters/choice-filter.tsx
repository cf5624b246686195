import { UnstyledButton } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { KeyboardEvent, ReactNode } from "react";
import { Filter } from "./filter.tsx";
import styles from "./filters.module.css";

interface ChoiceFilterProps<Value extends string> {
  name: string;
  value: Value | undefined;
  choices: readonly { value: Value; name: string; about?: string }[];
  onChoose: (value: Value | undefined) => void;
}

/** A filter with a few choices, of which one is set at most. */
export function ChoiceFilter<Value extends string>(props: ChoiceFilterProps<Value>): ReactNode {
  const { name, value, choices, onChoose } = props;
  const chosen = choices.find((choice) => choice.value === value);
  return (
    <Filter name={name} value={chosen?.name ?? value} onClear={() => onChoose(undefined)}>
      {(close) => (
        <ul className={styles.choices}>
          {choices.map((choice, index) => (
            <li key={choice.value}>
              <UnstyledButton
                className={styles.choice ?? ""}
                aria-pressed={choice.value === value}
                data-autofocus={(chosen ? choice === chosen : index === 0) || undefined}
                onKeyDown={walkChoices}
                onClick={() => {
                  onChoose(choice.value);
                  close();
                }}
              >
                <span>
                  {choice.name}
                  {choice.about && <small>{choice.about}</small>}
                </span>
                {choice.value === value && <IconCheck size={16} stroke={1.75} aria-hidden />}
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </Filter>
  );
}

/** The arrow keys go from choice to choice. */
export function walkChoices(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  const item = event.currentTarget.closest("li");
  const beside = event.key === "ArrowDown" ? item?.nextElementSibling : item?.previousElementSibling;
  beside?.querySelector("button")?.focus();
}
