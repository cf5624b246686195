/** A token that was replaced: nothing but 401 may answer it, reads and writes alike. */

import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Figures } from "./client/figures.ts";
import { type Line, LostConnection, USER_AGENT } from "./client/line.ts";

/** Servers slow down who tries many wrong tokens. */
const SELDOM_MS = 5_000;
/** What is waited for before the last try, where the server asks to slow down. */
const LONGEST_WAIT_MS = 60_000;

export interface OldToken {
  /** Tries it, unless that was done a moment ago. */
  probe(): Promise<void>;
  /** Tries it once more, now, until it is answered. */
  last(): Promise<void>;
}

/** Tries `token`; what else than 401 is answered is unexpected, and told apart from acceptance. Undefined: there is none to be tried. */
export function oldToken(line: Line, token: string | undefined, figures: Figures): OldToken {
  let nextAt = 0;
  const isSettled = async () => {
    if (token === undefined) return true;
    nextAt = performance.now() + SELDOM_MS;
    const read = ["GET", "/Users?startIndex=1&count=1"] as const;
    // Of nobody: a server that takes the token answers 404, and nothing is lost.
    const write = ["DELETE", `/Users/${randomUUID()}`] as const;
    const answers = [await tried(line, token, figures, ...read), await tried(line, token, figures, ...write)];
    return answers.every(Boolean);
  };
  return {
    async probe() {
      if (performance.now() >= nextAt) await isSettled();
    },
    async last() {
      const until = performance.now() + LONGEST_WAIT_MS;
      while (!(await isSettled())) {
        if (performance.now() > until) return figures.unexpected("the old token was never answered", "");
        await sleep(SELDOM_MS);
      }
    },
  };
}

/** It is not known whether the request came to who looks at the token. */
const UNSETTLED = new Set([429, 502, 503, 504]);

/** Whether there was an answer that says something about the token. */
async function tried(line: Line, token: string, figures: Figures, method: string, path: string): Promise<boolean> {
  try {
    const { status, text } = await line.send(method, path, {
      authorization: `Bearer ${token}`,
      "user-agent": USER_AGENT,
    });
    if (UNSETTLED.has(status)) return false;
    if (status !== 401) {
      const what = isAcceptance(status, text) ? "the old token was accepted" : "the old token was not answered 401";
      figures.unexpected(what, `${method} ${path} was answered ${status}, and not 401`);
    }
    return true;
  } catch (error) {
    if (error instanceof LostConnection) return false;
    throw error;
  }
}

/**
 * Whether who answered so had taken the token: it did what it was asked, or says in SCIM (RFC 7644 §3.12) why not, as of a
 * user that there is not. 403 refuses the token, though not as it should; a page or a fault of the server says nothing
 * about it.
 */
function isAcceptance(status: number, text: string): boolean {
  if (status >= 200 && status <= 299) return true;
  return (
    status >= 400 && status <= 499 && status !== 403 && text.includes("urn:ietf:params:scim:api:messages:2.0:Error")
  );
}
