import { UnstyledButton } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { lazyDialog } from "../dialog/lazy-dialog.tsx";
import styles from "./search-button.module.css";

const Palette = lazyDialog(async () => (await import("./palette.tsx")).Palette);

const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);

/** The search in the header: a press of it, or of ⌘K, opens the palette. */
export function SearchButton(): ReactNode {
  const [opened, { open, close }] = useDisclosure(false);
  // Also while one types: it leads elsewhere, and Escape leads back.
  useHotkeys([["mod+K", open]], []);
  return (
    <>
      <UnstyledButton
        className={styles.search ?? ""}
        aria-keyshortcuts={isMac ? "Meta+K" : "Control+K"}
        aria-haspopup="dialog"
        onClick={open}
        onPointerEnter={() => void Palette.fetch()}
      >
        <IconSearch size={16} stroke={1.75} aria-hidden />
        <span className={styles.words}>Search</span>
        <kbd className={styles.key} aria-hidden>
          {isMac ? "⌘K" : "Ctrl K"}
        </kbd>
      </UnstyledButton>
      <Palette opened={opened} onClose={close} />
    </>
  );
}
