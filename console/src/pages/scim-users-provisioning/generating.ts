import { useRef, useState } from "react";
import { AnswerLost, isRefused } from "../../api/refused.ts";
import { NotConfirmed, useConfirmed } from "../../confirmation/confirmation.tsx";
import { useReread } from "./changing.ts";
import type { Notice } from "./notices.tsx";

/** Generating tokens, one at a time, and what came in between. */
export interface Generating {
  busy: boolean;
  notice: Notice | null;
  /**
   * Makes the call and shows the token that it answers. An answer that was lost, and somebody who was faster, become
   * the notice; a person who does not confirm leaves all as it was. Throws every other refusal, for its dialog to tell.
   */
  generate: (call: () => Promise<{ token: string | null }>) => Promise<{ done: boolean }>;
}

/** What the server says when the token or SCIM changed since the page was read. */
const overtaken = ["refreshed meanwhile", "SCIM is off", "not set up"];

/** Calls that answer a token: shown by `show`, kept by nobody else. No cache of ours ever sees the answer. */
export function useGenerating(show: (token: string) => void): Generating {
  const confirmed = useConfirmed();
  const reread = useReread();
  const [busy, setBusy] = useState(false);
  const [notice, setNotice] = useState<Notice | null>(null);
  // State is too slow for the second press of a double click.
  const underWay = useRef(false);

  const generate = async (call: () => Promise<{ token: string | null }>) => {
    if (underWay.current) return { done: false };
    underWay.current = true;
    setBusy(true);
    try {
      const { token } = await confirmed(call);
      if (token !== null) show(token);
      setNotice(null);
      await reread();
      return { done: true };
    } catch (error) {
      if (error instanceof AnswerLost) {
        setNotice({ kind: "lost" });
      } else if (overtaken.some((code) => isRefused(error, code))) {
        setNotice({ kind: "raced", message: (error as Error).message });
      } else if (error instanceof NotConfirmed) {
        return { done: false };
      } else {
        throw error;
      }
      await reread();
      return { done: false };
    } finally {
      underWay.current = false;
      setBusy(false);
    }
  };
  return { busy, notice, generate };
}
