import { useEffect, useSyncExternalStore } from "react";

// What the page that is open shows one of: the last crumb. The header stands above the page and can't be told by props.
let leaf: string | undefined;
const readers = new Set<() => void>();

function set(name: string | undefined): void {
  leaf = name;
  for (const each of readers) each();
}

function listen(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

/** Calls the page, in the breadcrumb and the tab, by the name of what it shows; undefined while that is not known. */
export function useLeaf(name: string | undefined): void {
  useEffect(() => {
    set(name);
    return () => set(undefined);
  }, [name]);
}

/** What the page that is open shows, by name. */
export function useLeafName(): string | undefined {
  return useSyncExternalStore(listen, () => leaf);
}
