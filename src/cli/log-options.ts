/** What the commands that read the logs have in common. */

import { InvalidArgumentError } from "commander";

/** A parser of the `after` of a log's page. */
export function idOption(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError("It should be the id that the page before ended with.");
}

/** A parser of times: `2026-11-24`, `2026-11-24T14:31`, or how long ago: `30m`, `12h`, `7d`. UTC where no zone is said. */
export function timeOption(text: string): Date {
  const [, number, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  if (number !== undefined) {
    const minutes = { m: 1, h: 60, d: 1_440 }[unit as "m" | "h" | "d"];
    return new Date(Date.now() - Number(number) * minutes * 60_000);
  }
  const isTime = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(text);
  const at = new Date(
    /[T ].*(Z|[+-]\d{2}:?\d{2})$/.test(text) || !/[T ]/.test(text) ? text : `${text.replace(" ", "T")}Z`,
  );
  if (isTime && !Number.isNaN(at.getTime())) return at;
  throw new InvalidArgumentError("It should be a time such as 2026-11-24, 2026-11-24T14:31 (UTC), 30m, 12h or 7d.");
}

/** The width of what stands before a line's sentence. */
export const INDENT = " ".repeat(4);
