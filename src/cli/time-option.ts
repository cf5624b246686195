/** Moments as people type them: `13:39`, `yesterday`, `2026-11-24 13:39`, `2h`. */

import { InvalidArgumentError, Option } from "commander";

/** How long ago: minutes, hours or days. */
const AGO = /^(\d{1,5})([mhd])$/i;
/** A day, a time of day or both, and the zone that they are meant in. */
const MOMENT =
  /^(?:(today|yesterday|\d{4}-\d{2}-\d{2})(?:[T ]|(?=[Z+-]|$)))?(?:(\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?)?(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

const FORMS = '13:39, today, yesterday, 2026-11-24, "2026-11-24 13:39", 30m, 2h or 7d';
const ZONE = "the zone is this machine's, unless Z, UTC or +01:00 stands behind";

/** `--since`, from a moment on. */
export function sinceOption(): Option {
  return new Option("--since <TIME>", `only from then on: ${FORMS} (ago); ${ZONE}`).argParser(timeOption);
}

/** `--until`, before a moment. */
export function untilOption(): Option {
  return new Option("--until <TIME>", "only before then").argParser(timeOption);
}

/** The moment that `text` says. @throws InvalidArgumentError with the forms, when it says none */
export function timeOption(text: string): Date {
  const at = momentAgo(text.trim()) ?? momentAt(text.trim());
  if (at) return at;
  throw new InvalidArgumentError(`It should be a time such as ${FORMS}; ${ZONE}.`);
}

function momentAgo(text: string): Date | undefined {
  const [, number, unit = ""] = AGO.exec(text) ?? [];
  const minutes = { m: 1, h: 60, d: 1_440 }[unit.toLowerCase()];
  return number === undefined || minutes === undefined
    ? undefined
    : new Date(Date.now() - Number(number) * minutes * 60_000);
}

function momentAt(text: string): Date | undefined {
  const [, day, time, zone] = MOMENT.exec(text) ?? [];
  if (day === undefined && time === undefined) return undefined;
  const timeZone = zone === undefined ? Temporal.Now.timeZoneId() : zoneOf(zone);
  try {
    const plainTime = time === undefined ? undefined : Temporal.PlainTime.from(time.replace(/^\d:/, "0$&"));
    const start = dateOf(day, timeZone).toZonedDateTime({ timeZone, ...(plainTime && { plainTime }) });
    return new Date(start.epochMilliseconds);
  } catch (error) {
    // There is no such day, or no such time of day.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function zoneOf(zone: string): string {
  return /^(?:Z|UTC)$/i.test(zone) ? "UTC" : zone.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2");
}

/** A time of day without a day is of today. */
function dateOf(day: string | undefined, timeZone: string): Temporal.PlainDate {
  const today = Temporal.Now.plainDateISO(timeZone);
  switch (day?.toLowerCase()) {
    case undefined:
    case "today":
      return today;
    case "yesterday":
      return today.subtract({ days: 1 });
    default:
      return Temporal.PlainDate.from(day as string);
  }
}
