/** Whether anything was said yet: only then the toasts' code is fetched. */
let wanted = false;
const listeners = new Set<() => void>();

/** Says in passing that something was done (or was not); the words go by themselves. */
export async function toast(message: string, how: "done" | "failed" = "done"): Promise<void> {
  const { notifications } = await import("./notifications.ts");
  notifications.show({
    message,
    closeButtonProps: { "aria-label": "Close" },
    ...(how === "failed" ? { color: "madder", autoClose: false } : {}),
  });
  wanted = true;
  for (const listener of listeners) listener();
}

/** Tells `listener` when the first toast came. */
export function onFirstToast(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether there was a toast. */
export const toastsWanted = (): boolean => wanted;
