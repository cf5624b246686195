/** Deaths at random moments: as many as are asked for, or until the service is found not to recover. */

import { setTimeout as sleep } from "node:timers/promises";
import { random } from "../../simulators/company/random.ts";
import type { Service, Victim } from "./service.ts";

export interface KillingOptions {
  readonly kills: number;
  readonly seed: string;
  readonly onKill?: (number: number, victim: Victim, acknowledged: number) => void;
  /** Between a start and the next death, acknowledged writes, at most. */
  readonly mostBetween?: number;
  /** Nothing is acknowledged for so long, milliseconds: something else is wrong. */
  readonly stalledMs?: number;
}

export interface Killed {
  readonly kills: Readonly<Record<Victim, number>>;
  /** Why it was ended early. */
  readonly findings: readonly string[];
}

const VICTIMS: readonly Victim[] = ["server", "PostgreSQL", "both"];
const MOST_BETWEEN = 150;
const STALLED_MS = 60_000;

/**
 * Kills one after another in turn, each after a random number of further acknowledged writes. It ends early, with a
 * finding, when nothing is acknowledged any more or the service does not come back. It never rejects.
 */
export async function killAtRandom(
  { kills, seed, onKill, mostBetween = MOST_BETWEEN, stalledMs = STALLED_MS }: KillingOptions,
  service: Pick<Service, "kill" | "ready">,
  acknowledged: ArrayLike<unknown>,
): Promise<Killed> {
  const done: Record<Victim, number> = { server: 0, PostgreSQL: 0, both: 0 };
  const chance = random(seed, "kills");
  let last = "the start";
  try {
    for (let number = 1; number <= kills; number++) {
      const victim = VICTIMS[(number - 1) % VICTIMS.length] as Victim;
      if (!(await grows(acknowledged, 1 + chance.below(mostBetween), stalledMs))) {
        const finding = `After ${last} nothing was acknowledged for ${stalledMs / 1000} seconds.`;
        return { kills: done, findings: [finding] };
      }
      await service.kill(victim);
      done[victim]++;
      last = `death ${number} (${victim})`;
      onKill?.(number, victim, acknowledged.length);
      await service.ready();
    }
    return { kills: done, findings: [] };
  } catch (error) {
    return { kills: done, findings: [`After ${last}: ${error instanceof Error ? error.message : error}.`] };
  }
}

/** Waits until there are so many more. @returns false when for too long there is not one more */
async function grows(list: ArrayLike<unknown>, more: number, stalledMs: number): Promise<boolean> {
  const enough = list.length + more;
  for (let [length, since] = [list.length, performance.now()]; length < enough; await sleep(1)) {
    if (list.length > length) [length, since] = [list.length, performance.now()];
    else if (performance.now() - since > stalledMs) return false;
  }
  return true;
}
