import { useBlocker } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { guardLeaving } from "../../../shell/leaving.ts";

/** A token that was just generated, for as long as it is shown. It is kept here and nowhere else. */
export interface ShownToken {
  token: string | null;
  copied: boolean;
  /** Whether a person is asked about leaving without having copied it. */
  asking: boolean;
  show: (token: string) => void;
  markCopied: () => void;
  /** The answer to the question: leave (and forget the token), or stay. */
  answer: (how: "leave" | "stay") => void;
  forget: () => void;
}

/**
 * Holds the token in this component's state only: no storage, no cache, no history. It is forgotten on `pagehide`
 * (so the page that a browser keeps for going back does not hold it), when the page is left, and on `forget`.
 * Leaving before it was copied asks first: in the console by `asking`, outside of it by `beforeunload`.
 */
export function useShownToken(): ShownToken {
  const [token, setToken] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  const [question, setQuestion] = useState<PromiseWithResolvers<boolean> | null>(null);
  // What the guards see when they are called, whatever was rendered by then.
  const now = useRef({ token, copied, question });
  now.current = { token, copied, question };

  const forget = useCallback(() => {
    setToken(null);
    setCopied(false);
  }, []);

  const show = useCallback((fresh: string) => {
    setCopied(false);
    setToken(fresh);
  }, []);

  const mayLeave = useCallback((): Promise<boolean> => {
    if (now.current.question) return now.current.question.promise;
    if (now.current.token === null || now.current.copied) {
      forget();
      return Promise.resolve(true);
    }
    const asked = Promise.withResolvers<boolean>();
    setQuestion(asked);
    return asked.promise;
  }, [forget]);

  const answer = useCallback(
    (how: "leave" | "stay") => {
      // Forgotten at once, so that the browser does not ask a second time.
      flushSync(() => {
        if (how === "leave") forget();
        setQuestion(null);
      });
      now.current.question?.resolve(how === "leave");
      question?.resolve(how === "leave");
    },
    [forget, question],
  );

  const holds = token !== null;
  useEffect(() => {
    if (!holds) return;
    const hide = () => flushSync(forget);
    addEventListener("pagehide", hide);
    const release = guardLeaving(mayLeave);
    return () => {
      removeEventListener("pagehide", hide);
      release();
    };
  }, [holds, forget, mayLeave]);

  useBlocker({
    disabled: !holds,
    shouldBlockFn: async () => !(await mayLeave()),
    enableBeforeUnload: () => now.current.token !== null && !now.current.copied,
  });

  return {
    token,
    copied,
    asking: question !== null,
    show,
    markCopied: useCallback(() => setCopied(true), []),
    answer,
    forget,
  };
}
