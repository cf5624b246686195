import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { AnswerLost, sentence } from "../api/refused.ts";
import { NotConfirmed, useConfirmed } from "./confirmation.tsx";

/** A change that is under way, or failed. */
export interface Change {
  busy: boolean;
  failure: string | null;
  /** Makes the change; true when it is stored. What it concerns is then read anew, whatever happened. */
  change: (call: () => Promise<unknown>) => Promise<boolean>;
  /** Takes the failure off the page. */
  clear: () => void;
}

/** One control's changes, never two at a time: asks for a recent sign-in when needed, and tells what went wrong. */
export function useChange(...concerns: readonly QueryKey[]): Change {
  const confirmed = useConfirmed();
  const queryClient = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const change = async (call: () => Promise<unknown>) => {
    if (busy) return false;
    setBusy(true);
    setFailure(null);
    try {
      await confirmed(call);
      return true;
    } catch (error) {
      if (error instanceof NotConfirmed) return false;
      setFailure(
        error instanceof AnswerLost
          ? "The answer was lost on the way. What stands here now is what is stored."
          : sentence(error),
      );
      return false;
    } finally {
      await Promise.all(concerns.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
      setBusy(false);
    }
  };
  return { busy, failure, change, clear: () => setFailure(null) };
}
