/** A dateTime's value. RFC 7643 §2.3.5: an xsd:dateTime, which may name its offset and fractions of a second. */

const DATE_TIME = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,12}))?)?(Z|[+-]\d\d:\d\d)?)?$/i;

/**
 * Milliseconds since 1970-01-01T00:00Z, finer fractions cut off as a stored time has none. Where clients leave the
 * offset, the seconds or the whole time out, UTC and zeros are meant. Undefined when `text` is no date.
 */
export function parseInstant(text: string): number | undefined {
  const [, day, time = "00:00", seconds = "00", fraction = "", offset = "Z"] = DATE_TIME.exec(text) ?? [];
  const local = `${day}T${time}:${seconds}.${fraction.slice(0, 3).padEnd(3, "0")}`;
  const instant = Date.parse(local + offset.toUpperCase());
  // Date.parse carries February 30 over to March.
  return isCalendarDay(day) && !Number.isNaN(instant) ? instant : undefined;
}

function isCalendarDay(day: string | undefined): boolean {
  const midnight = Date.parse(`${day}T00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(`${day}`);
}
