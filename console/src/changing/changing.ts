import { type QueryKey, useQueryClient } from "@tanstack/react-query";
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
  /** Makes the change; true when it is stored. */
  change: (call: () => Promise<unknown>) => Promise<boolean>;
  /** Takes the failure off the page. */
  clear: () => void;
}

const NONE = {};

/**
 * Reads anew what a change concerns; waited for before anything is told. `stored`: the change is; else it was refused,
 * or what became of it is not known, and the page may show what is no longer so.
 */
type Reread = (stored: boolean) => Promise<unknown>;

interface Telling {
  /** Takes every failure, where a control has no place for them. */
  readonly tell?: (failure: string) => void;
  /** Whether `fields` are shown, each problem beside its own; else all is told as `failure`. */
  readonly hasFields?: true;
}

/** One control's changes, never two at a time: asks for a recent sign-in when needed, and tells what went wrong. */
export function useChanging(reread: Reread, { tell, hasFields }: Telling = {}): Changing {
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
      await reread(true);
      return true;
    } catch (error) {
      if (error instanceof NotConfirmed) return false;
      const fail = tell ?? setFailure;
      if (error instanceof AnswerLost) {
        await reread(false);
        fail("The answer was lost on the way. What stands here now is what is stored.");
        return false;
      }
      if (hasFields && error instanceof Refused && error.field) setFields({ [error.field.name]: error.field.problem });
      else fail(`Not saved; nothing was changed. ${sentence(error)}`);
      // Mostly somebody else was first.
      if (error instanceof Refused) void reread(false);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, fields, change, clear };
}

/** Reads anew what is known under `keys`, each with all that begins so. */
export function useRereading(...keys: readonly QueryKey[]): Reread {
  const queryClient = useQueryClient();
  return () => Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
}

/** Reads anew what the pages show of people and groups: a change of one shows in lists, counts and histories. */
export function useRereadDirectory(): Reread {
  const queryClient = useQueryClient();
  return async (stored) => {
    const read = queryClient.invalidateQueries({ queryKey: directoryKey });
    // What was done is done, and a count may take its time.
    if (!stored) await read;
  };
}
