/** What a command's --help ends with, and the options and arguments that several commands have. */

import { InvalidArgumentError, Option } from "commander";

/** Examples below the help, as they are typed at the root of the repository. */
export function examples(...commands: string[]): string {
  return `\n${commands.length > 1 ? "Examples" : "Example"}:\n${commands.map((command) => `  $ ${command}`).join("\n")}`;
}

/** For programs. */
export function jsonOption(): Option {
  return new Option("--json", "print JSON");
}

/** A parser of whole numbers in a range, for an option. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : -1;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It should be a whole number from ${least} to ${most}.`);
  };
}
