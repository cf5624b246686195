import type { KeyboardEvent } from "react";

const LINKS = "tbody tr a[data-row]";

/** Arrow keys, Home and End go from row to row of the table that the event comes from. */
export function walkRows(event: KeyboardEvent<HTMLElement>): void {
  const links = [...(event.currentTarget.closest("table")?.querySelectorAll<HTMLElement>(LINKS) ?? [])];
  const at = links.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  const link = to === undefined ? undefined : links[to];
  if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  link.focus();
}

/** Goes to the first row of the page's table. */
export function enterRows(): void {
  document.querySelector<HTMLElement>(LINKS)?.focus();
}
