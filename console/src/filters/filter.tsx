import { Popover, UnstyledButton } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { type ReactNode, useRef, useState } from "react";
import styles from "./filters.module.css";

interface FilterProps {
  name: string;
  /** What it is set to, in words; undefined while it is not set. */
  value: string | undefined;
  onClear: () => void;
  /** What stands in the popover; `close` shuts it, and the keyboard is on the filter again. */
  children: (close: () => void) => ReactNode;
}

/** A filter of a list: dashed until it is set, then what it is set to, with a way to take it away. */
export function Filter({ name, value, onClear, children }: FilterProps): ReactNode {
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpened(false);
    button.current?.focus();
  };
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      onClose={() => setOpened(false)}
      position="bottom-start"
      trapFocus
      returnFocus
      withinPortal={false}
      classNames={{ dropdown: styles.dropdown ?? "" }}
    >
      <span className={styles.filter} data-set={value === undefined ? undefined : true}>
        <Popover.Target>
          <UnstyledButton ref={button} className={styles.name ?? ""} onClick={() => setOpened(!opened)}>
            {value === undefined && <IconPlus size={14} stroke={1.75} aria-hidden />}
            {name}
            {value !== undefined && <b>{value}</b>}
          </UnstyledButton>
        </Popover.Target>
        {value !== undefined && (
          <UnstyledButton
            className={styles.clear ?? ""}
            aria-label={`Any ${name.toLowerCase()}`}
            onClick={() => {
              onClear();
              button.current?.focus();
            }}
          >
            <IconX size={14} stroke={1.75} aria-hidden />
          </UnstyledButton>
        )}
      </span>
      <Popover.Dropdown aria-label={name}>{children(close)}</Popover.Dropdown>
    </Popover>
  );
}
