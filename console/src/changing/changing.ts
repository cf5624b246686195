import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { directoryKey } from "../api/directory.ts";
import { AnswerLost, Refused, sentence } from "../api/refused.ts";
import { NotConfirmed, useConfirmed } from "../confirmation/confirmation.tsx";

/** A change that is under way, or failed. */
export interface Changing {
  busy: boolean;
  /** What to tell of a failure, beside what `fields` tell. */
  failure: string | null;
  /** What is wrong with a field, by its name. */
  fields: Readonly<Record<string, string>>;
  /** Makes the change; true when it is stored. What `reread` reads is then read anew, whatever happened. */
  change: (call: () => Promise<unknown>) => Promise<boolean>;
  /** Takes the failure off the page. */
  clear: () => void;
}

const NONE = {};

/** One control's changes, never two at a time: asks for the password when needed, and tells what went wrong. */
export function useChanging(reread: () => Promise<unknown>): Changing {
  const confirmed = useConfirmed();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [fields, setFields] = useState<Changing["fields"]>(NONE);
  const clear = () => {
    setFailure(null);
    setFields(NONE);
  };

  const change = async (call: () => Promise<unknown>) => {
    if (busy) return false;
    setBusy(true);
    clear();
    try {
      await confirmed(call);
      await reread();
      return true;
    } catch (error) {
      if (error instanceof NotConfirmed) return false;
      if (error instanceof AnswerLost) {
        await reread();
        setFailure("The answer was lost on the way. What stands here now is what is stored.");
      } else if (error instanceof Refused && error.field) {
        setFields({ [error.field.name]: error.field.problem });
      } else {
        setFailure(`Not saved; nothing was changed. ${sentence(error)}`);
      }
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, fields, change, clear };
}

/** Reads anew what the pages show of people and groups: a change of one shows in lists, counts and histories. */
export function useRereadDirectory(): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return async () => {
    // Not waited for: what was done is done, and a count may take its time.
    void queryClient.invalidateQueries({ queryKey: directoryKey });
  };
}
