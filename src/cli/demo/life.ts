/** The demonstration's identity provider: the process that `startDemo` starts, and tells what to do. */

import { setTimeout as sleep } from "node:timers/promises";
import { dialect } from "../../../simulators/dialects.ts";
import { Links } from "../../../simulators/links/links.ts";
import { simulate } from "../../../simulators/simulate.ts";

export interface Errand {
  readonly endpoint: string;
  readonly token: string;
  readonly domain: string;
}

const COMPANY = { seed: "demo", users: 300, groups: 25 };
/** The first cycle is done within a minute, and leaves the machine to its people. */
const AT_FIRST = { concurrency: 4 };
/** Then it goes on as a company does: something happens, and is provisioned, slowly. */
const LATER = { concurrency: 1, rate: 3 };
const BETWEEN_ROUNDS_MS = 10_000;

// Whoever started this is gone, and so is the server.
process.once("disconnect", () => process.exit());
process.once("message", (errand) => {
  live(errand as Errand).catch((error: unknown) => {
    tell(`The demonstration's identity provider gives up: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  });
});

async function live(errand: Errand): Promise<void> {
  const links = new Links();
  const run = { ...COMPANY, url: new URL(errand.endpoint), token: errand.token, domain: errand.domain, links };
  const entra = dialect("entra");
  const { comparison, seconds } = await simulate({ ...run, ...AT_FIRST, dialect: entra, rounds: 0 });
  tell(
    `The first cycle is done, after ${Math.round(seconds)} seconds: ${comparison.users} users, ${comparison.groups} ` +
      `groups, ${comparison.memberships} memberships. From now on the company lives: people come, change and leave.`,
  );
  for (let rounds = 1; ; rounds++) {
    await beRefused(errand);
    await sleep(BETWEEN_ROUNDS_MS);
    await simulate({ ...run, ...LATER, dialect: entra, rounds });
  }
}

/** What goes wrong in every company: somebody of another domain, a name that is taken, a value that is none. */
async function beRefused({ endpoint, token, domain }: Errand): Promise<void> {
  const schemas = ["urn:ietf:params:scim:schemas:core:2.0:User"];
  const people = [
    { userName: "kim.chen@partner.example", displayName: "Kim Chen", active: true },
    { userName: `sam.rivera@${domain}`, displayName: "Sam Rivera", active: "perhaps" },
    { userName: "", displayName: "Nobody", active: true },
  ];
  for (const person of people) {
    await fetch(`${endpoint}/Users`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/scim+json" },
      body: JSON.stringify({ schemas, ...person }),
    });
  }
}

function tell(words: string): void {
  process.send?.(words);
}
