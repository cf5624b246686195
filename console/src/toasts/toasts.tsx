import { lazy, type ReactNode, Suspense, useSyncExternalStore } from "react";
import { onFirstToast, toastsWanted } from "./toast.ts";
import styles from "./toasts.module.css";

const Notifications = lazy(async () => ({ default: (await import("./notifications.ts")).Notifications }));

/** The place where toasts appear. */
export function Toasts(): ReactNode {
  const wanted = useSyncExternalStore(onFirstToast, toastsWanted);
  if (!wanted) return null;
  return (
    <Suspense fallback={null}>
      <Notifications
        position="bottom-right"
        autoClose={5000}
        limit={3}
        classNames={{ notification: styles.toast ?? "" }}
      />
    </Suspense>
  );
}
