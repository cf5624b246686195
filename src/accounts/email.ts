/** Email addresses as people sign in with them: one rule for the console and the command line. */

import { z } from "zod";

const LONGEST = 254;

/** What may be somebody's address. */
export const emailAddress = z.email().max(LONGEST);

/** `text` as an address, without what stands around it; undefined when it is none. */
export function readEmail(text: string): string | undefined {
  return emailAddress.safeParse(text.trim()).data;
}
