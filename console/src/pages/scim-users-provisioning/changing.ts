import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { domainPeopleQuery, provisioningQuery } from "../../api/queries.ts";
import { AnswerLost, sentence } from "../../api/refused.ts";
import { NotConfirmed, useConfirmed } from "../../confirmation/confirmation.tsx";

/** A change of the page that is under way, or failed. */
export interface Changing {
  busy: boolean;
  failure: string | null;
  /** Makes the change; true when it is stored. What the page shows is then read anew, whatever happened. */
  change: (call: () => Promise<unknown>) => Promise<boolean>;
  /** Takes the failure off the page. */
  clear: () => void;
}

/** One control's changes, never two at a time: asks for the password when needed, and tells what went wrong. */
export function useChanging(): Changing {
  const confirmed = useConfirmed();
  const reread = useReread();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const change = async (call: () => Promise<unknown>) => {
    if (busy) return false;
    setBusy(true);
    setFailure(null);
    try {
      await confirmed(call);
      await reread();
      return true;
    } catch (error) {
      if (error instanceof NotConfirmed) return false;
      if (error instanceof AnswerLost) {
        await reread();
        setFailure("The answer was lost on the way. What stands here now is what is stored.");
      } else {
        setFailure(`Not saved; nothing was changed. ${sentence(error)}`);
      }
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, change, clear: () => setFailure(null) };
}

/** Reads anew what the page tells; resolves when it is there, also when it did not load. */
export function useReread(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    void queryClient.invalidateQueries({ queryKey: domainPeopleQuery.queryKey });
    await queryClient.invalidateQueries({ queryKey: provisioningQuery.queryKey });
  };
}
