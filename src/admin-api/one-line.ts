/** Text as people type it in one line: what PostgreSQL takes, and what can be shown. */

import { z } from "zod";

/** Neither control characters, NUL among them, nor halves of a surrogate pair. What stands around it is trimmed. */
export const oneLine = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "Use one line, without control characters.");

/** What somebody or something is called: a name that turns the text around it could pass for another. */
export const name = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}\p{Cs}\p{Bidi_Control}]*$/u, "Use one line, without characters that change the direction of text.");
