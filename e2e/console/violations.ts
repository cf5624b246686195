/** What axe finds on a page as it stands. */

import { setTimeout as sleep } from "node:timers/promises";
import axe from "axe-core";
import type { Page } from "playwright-core";

const MOVES = `document.getAnimations().some((one) =>
  one.playState === "running" && one.effect?.getTiming().iterations !== Infinity)`;

/** What axe finds, a line each. */
export async function violations(page: Page): Promise<string[]> {
  // What slides in or fades is examined when it stands.
  while (await page.evaluate<boolean>(MOVES)) await sleep(50);
  await page.evaluate(axe.source);
  return page.evaluate<string[]>(`axe.run().then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html.slice(0, 150))))`);
}
