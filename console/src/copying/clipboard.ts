/** How copying went: `selected` means that the browser offers no clipboard here and the person presses the keys. */
export type Copied = "copied" | "selected";

/** Selects all of an element's text, so that the keys copy it where no clipboard is offered. */
export function select(element: Element | null): void {
  if (!element) return;
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
}

/** Writes `words` to the clipboard, and selects `element`, which shows them. */
export async function copy(words: string, element: Element | null): Promise<Copied> {
  select(element);
  try {
    // Without https there is no navigator.clipboard at all; the throw is caught as a refusal is.
    await navigator.clipboard.writeText(words);
    return "copied";
  } catch {
    return "selected";
  }
}
