import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from "react";
import { isRefused } from "../api/refused.ts";
import { lazyDialog } from "../dialog/lazy-dialog.tsx";

const ConfirmationDialog = lazyDialog(async () => (await import("./confirmation-dialog.tsx")).ConfirmationDialog);

/** What a person who does not confirm leaves behind: nothing was done. */
export class NotConfirmed extends Error {}

type Confirmed = <Answer>(call: () => Promise<Answer>) => Promise<Answer>;

const ConfirmationContext = createContext<Confirmed>((call) => call());

/**
 * Calls the server, and when it wants a recent sign-in asks for the password and calls again.
 * Throws `NotConfirmed` when the person cancels, else what the call throws.
 */
export function useConfirmed(): Confirmed {
  return useContext(ConfirmationContext);
}

/** Holds the one dialog "Confirm that it is you" that all of the console's calls share. */
export function ConfirmationProvider({ children }: { children: ReactNode }): ReactNode {
  const [asking, setAsking] = useState(false);
  const waiting = useRef<PromiseWithResolvers<void> | null>(null);

  const confirmed = useCallback<Confirmed>(async (call) => {
    try {
      return await call();
    } catch (error) {
      if (!isRefused(error, "confirm")) throw error;
    }
    waiting.current ??= Promise.withResolvers<void>();
    setAsking(true);
    await waiting.current.promise;
    return call();
  }, []);

  const end = (how: "confirmed" | "cancelled") => {
    if (how === "confirmed") waiting.current?.resolve();
    else waiting.current?.reject(new NotConfirmed());
    waiting.current = null;
    setAsking(false);
  };

  return (
    <ConfirmationContext value={confirmed}>
      {children}
      <ConfirmationDialog opened={asking} onCancel={() => end("cancelled")} onConfirmed={() => end("confirmed")} />
    </ConfirmationContext>
  );
}
