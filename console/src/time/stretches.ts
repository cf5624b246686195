import { atClock, count, onDay, onDayAtClock } from "./words.ts";

const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const dayOfMonth = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });
const seconds = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

/** "14:31:05". */
export const atSecond = (at: string): string => seconds.format(new Date(at));

/** "24 Nov 2026, 09:00"; with an end "24 Nov 2026, 09:00 to 12:00". */
export function stretchInWords(from: string, to?: string): string {
  if (to === undefined) return onDayAtClock(from);
  return `${onDayAtClock(from)} to ${onDay(from) === onDay(to) ? atClock(to) : onDayAtClock(to)}`;
}

/** "Today, 24 November", "Yesterday, 23 November", "Friday, 20 November", "20 November 2025". */
export function dayInWords(at: string, now: number): string {
  const then = new Date(at);
  const days = Math.round((midnight(new Date(now)) - midnight(then)) / 86_400_000);
  if (days === 0) return `Today, ${dayOfMonth.format(then)}`;
  if (days === 1) return `Yesterday, ${dayOfMonth.format(then)}`;
  return then.getFullYear() === new Date(now).getFullYear()
    ? weekday.format(then).replace(/^(\w+) /, "$1, ")
    : `${dayOfMonth.format(then)} ${then.getFullYear()}`;
}

function midnight(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
}

/** For the hover over a bar. */
export function barInWords(from: string, minutes: number, requests: number, refused: number): string {
  const when = minutes < 24 * 60 ? stretchInWords(from) : onDay(from);
  const what = `${count(requests)} ${requests === 1 ? "request" : "requests"}`;
  return `${when}: ${what}${refused > 0 ? `, ${count(refused)} refused` : ""}`;
}

/** At which bars the time is said, at most `most` of them: at whole hours, or at midnight the day. */
export function ticksOf(
  bars: readonly { from: string }[],
  minutes: number,
  most: number,
): { index: number; words: string }[] {
  const hours = [1, 2, 3, 6, 12, 24, 48, 7 * 24, 14 * 24, 28 * 24, 84 * 24].find(
    (each) => (bars.length * minutes) / 60 / each <= most,
  );
  if (hours === undefined) return [];
  const ticks: { index: number; words: string }[] = [];
  let last = -1;
  for (const [index, { from }] of bars.entries()) {
    const at = new Date(from);
    const local = at.getTime() - at.getTimezoneOffset() * 60_000;
    const step = Math.floor(local / (hours * 3_600_000));
    const isNew = last !== -1 && step !== last;
    last = step;
    // The last would be cut at the edge.
    if (!isNew || index > bars.length - 3) continue;
    const isMidnight = at.getHours() === 0 && at.getMinutes() < minutes;
    ticks.push({ index, words: hours >= 24 || isMidnight ? onDay(from).replace(/ \d+$/, "") : atClock(from) });
  }
  return ticks;
}
