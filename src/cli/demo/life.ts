/** The demonstration's identity provider: the process that `startDemo` starts, and tells what to do. */

import { setTimeout as sleep } from "node:timers/promises";
import { found } from "../../../simulators/company/found.ts";
import { dialect } from "../../../simulators/dialects.ts";
import { Links } from "../../../simulators/links/links.ts";
import { simulate } from "../../../simulators/simulate.ts";
import type { Summary } from "../../../simulators/summary.ts";

export interface Errand {
  readonly endpoint: string;
  readonly token: string;
  readonly domain: string;
  readonly users: number;
  readonly groups: number;
  /** Between two rounds of its life, milliseconds. */
  readonly pause: number;
}

/** The first cycle is done within a minute, and leaves the machine to its people. */
const AT_FIRST = { concurrency: 4 };
/** Then it goes on as a company does: something happens, and is provisioned, slowly. */
const LATER = { concurrency: 1, rate: 3 };

// Whoever started this is gone, and so is the server.
process.once("disconnect", () => process.exit());
process.once("message", (errand) => {
  live(errand as Errand).catch((error: unknown) => {
    tell(`The demonstration's identity provider gives up: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  });
});

async function live(errand: Errand): Promise<void> {
  const { endpoint, token, domain, users, groups, pause } = errand;
  const plan = { seed: "demo", users, groups, domain };
  const [links, company, complain] = [new Links(), found(plan), complaints()];
  // Nobody else writes there: what was written is not read back all the time.
  const run = { ...plan, links, company, url: new URL(endpoint), token, dialect: dialect("entra"), compares: false };
  const first = await simulate({ ...run, ...AT_FIRST, rounds: 0 });
  const { comparison, seconds } = first;
  tell(
    `The first cycle is done, after ${Math.round(seconds)} seconds: ${comparison.users} users, ${comparison.groups} ` +
      `groups, ${comparison.memberships} memberships. From now on the company lives: people come, change and leave.`,
  );
  complain(first);
  for (let rounds = 1; ; rounds++) {
    await beRefused(errand);
    await sleep(pause);
    complain(await simulate({ ...run, ...LATER, rounds }));
  }
}

/** Tells what is not as it should be, the same but once: it is our server that answered so. */
function complaints(): (summary: Summary) => void {
  const told = new Set<string>();
  const once = (what: string, example = what) => {
    if (told.has(what)) return;
    told.add(what);
    tell(`The demonstration met with something unexpected: ${example}`);
  };
  return ({ unexpected, comparison, cycles }) => {
    for (const { what, example } of unexpected) once(what, `${what}: ${example}`);
    for (const difference of comparison.differences) once(difference);
    for (const { quarantined } of cycles) if (quarantined !== undefined) once("quarantined", quarantined);
  };
}

/** What goes wrong in every company: somebody of another domain, a value that is none, no name at all. */
async function beRefused({ endpoint, token, domain }: Errand): Promise<void> {
  const schemas = ["urn:ietf:params:scim:schemas:core:2.0:User"];
  const people = [
    { userName: "kim.chen@partner.example", displayName: "Kim Chen", active: true },
    { userName: `sam.rivera@${domain}`, displayName: "Sam Rivera", active: "perhaps" },
    { userName: "", displayName: "Nobody", active: true },
  ];
  for (const person of people) {
    const request = {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/scim+json" },
      body: JSON.stringify({ schemas, ...person }),
    };
    // One whose connection is lost is made up for in the next round.
    await fetch(`${endpoint}/Users`, request)
      .then((answer) => answer.text())
      .catch(() => {});
  }
}

function tell(words: string): void {
  process.send?.(words);
}
