import { lazyDialog } from "../../dialog/lazy-dialog.tsx";

// The page's dialogs come after its first view; `fetchDialogs` has them there before anybody presses a button.

export const AddDomainDialog = lazyDialog(
  async () => (await import("./add-domain/add-domain-dialog.tsx")).AddDomainDialog,
);
export const RefreshDialog = lazyDialog(async () => (await import("./token/refresh-dialog.tsx")).RefreshDialog);
export const LeaveDialog = lazyDialog(async () => (await import("./token/leave-dialog.tsx")).LeaveDialog);
export const RemoveDomainDialog = lazyDialog(
  async () => (await import("./sections/remove-domain-dialog.tsx")).RemoveDomainDialog,
);
export const TurnOffDialog = lazyDialog(async () => (await import("./sections/turn-off-dialog.tsx")).TurnOffDialog);

/** Fetches all of them once the page had time to stand there; gives back how to stop that. For an effect. */
export function fetchDialogs(): () => void {
  const timer = setTimeout(() => {
    for (const { fetch } of [AddDomainDialog, RefreshDialog, LeaveDialog, RemoveDomainDialog, TurnOffDialog]) {
      // One that fails is fetched again when it opens.
      fetch().catch(() => undefined);
    }
  }, 1000);
  return () => clearTimeout(timer);
}
