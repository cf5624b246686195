// en-GB writes "Sept" and "17 Oct", en-US "Sep" and "Oct 17": the console's dates take what is shorter of each.
const month = new Intl.DateTimeFormat("en-US", { month: "short" });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const counts = new Intl.NumberFormat("en-US");

/** 1284 as "1,284". */
export const count = (number: number): string => counts.format(number);

/** How many of what: "1 group", "46 groups". */
export const several = (number: number, one: string, many: string): string =>
  `${count(number)} ${number === 1 ? one : many}`;

/** Names in a sentence: "a", "a and b", "a, b and c". */
export function list(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** "17 Oct 2026". */
export const onDay = (at: string): string => `${dayOfYear(new Date(at))} ${new Date(at).getFullYear()}`;

const dayOfYear = (date: Date): string => `${date.getDate()} ${month.format(date)}`;

/** "14:31". */
export const atClock = (at: string | Date): string => clock.format(new Date(at));

/** "17 Oct 2026, 10:05". */
export const onDayAtClock = (at: string): string => `${onDay(at)}, ${atClock(at)}`;

/** For the hover: "2026-11-24 14:31:05 UTC". */
export const inUtc = (at: string): string => `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;

/** How long ago, as one would say it: "just now", "3 min ago", "09:14", "Yesterday", "17 Oct", "17 Oct 2025". */
export function ago(at: string, now: number): string {
  const then = new Date(at);
  const minutes = Math.floor((now - then.getTime()) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  const days = midnight(new Date(now)) - midnight(then);
  if (days <= 0) return clock.format(then);
  if (days === 1) return "Yesterday";
  return then.getFullYear() === new Date(now).getFullYear() ? dayOfYear(then) : onDay(at);
}

/** Whole days by the calendar of the reader, to tell yesterday from today. */
function midnight(date: Date): number {
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
}
