/** EMAIL: the address of a person that a command is about. */

import { InvalidArgumentError } from "commander";
import { readEmail } from "../accounts/email.ts";

/** @throws InvalidArgumentError which Commander tells in its own words */
export function readEmailArgument(text: string): string {
  const email = readEmail(text);
  if (email === undefined) throw new InvalidArgumentError("Write an email address like ann@example.com.");
  return email;
}
