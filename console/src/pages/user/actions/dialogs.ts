import { lazyDialog } from "../../../dialog/lazy-dialog.tsx";

// What is asked about a user comes when it is first asked for.

export const SuspendDialog = lazyDialog(async () => (await import("./suspend-dialog.tsx")).SuspendDialog);
export const DeleteUserDialog = lazyDialog(async () => (await import("./delete-user-dialog.tsx")).DeleteUserDialog);
export const LinkDialog = lazyDialog(async () => (await import("./link-dialog.tsx")).LinkDialog);
export const UserForm = lazyDialog(async () => (await import("../edit/user-form.tsx")).UserForm);
