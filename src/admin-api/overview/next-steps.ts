/** What an organization should do next, for whoever opens the console. */

import { z } from "zod";

export const STEPS = [
  "add a domain",
  "turn on SCIM",
  "wait for the first request",
  "use the new token",
  "look at refusals",
  "look why nothing comes",
  "add a second Organization Admin",
  "refresh the token",
] as const;

export const nextStep = z.enum(STEPS);

interface State {
  readonly connection: { readonly enabled: boolean } | undefined;
  readonly token: { readonly createdAt: Date; readonly lastUsedAt: Date | null } | undefined;
  readonly lastRequestAt: Date | undefined;
  /** In the last 24 hours. */
  readonly refused: number;
  readonly organizationAdmins: number;
}

const DAY_MS = 24 * 60 * 60_000;
/** Providers look in every hour or more often; a weekend's rest is none of their habits. */
const SILENT_MS = 2 * DAY_MS;
const OLD_MS = 365 * DAY_MS;

/** The steps, the most urgent first. */
export function nextSteps(state: State, now = Date.now()): (typeof STEPS)[number][] {
  const { token, lastRequestAt, refused, organizationAdmins } = state;
  const since = (at: Date) => now - at.getTime();
  const isOn = state.connection?.enabled === true;
  const waits = isOn && lastRequestAt === undefined;
  const isUnused = isOn && !waits && token !== undefined && token.lastUsedAt === null;
  const steps: [boolean, (typeof STEPS)[number]][] = [
    [!state.connection, "add a domain"],
    [state.connection?.enabled === false, "turn on SCIM"],
    [waits, "wait for the first request"],
    [isUnused, "use the new token"],
    [refused > 0, "look at refusals"],
    [isOn && !isUnused && lastRequestAt !== undefined && since(lastRequestAt) > SILENT_MS, "look why nothing comes"],
    [organizationAdmins === 1, "add a second Organization Admin"],
    [isOn && token !== undefined && since(token.createdAt) > OLD_MS, "refresh the token"],
  ];
  return steps.filter(([isNext]) => isNext).map(([, step]) => step);
}
