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

/** Fetches all of them; one that fails is fetched again when it opens. */
export function fetchDialogs(): void {
  for (const { fetch } of [AddDomainDialog, RefreshDialog, LeaveDialog, RemoveDomainDialog, TurnOffDialog]) {
    fetch().catch(() => undefined);
  }
}
