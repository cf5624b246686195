/** Answers that many ask for at once: pages that are told of a change, each by itself, and all read the same. */

import type { OrgId } from "../db/ids.ts";

/** An answer is given again for so long. */
const SHARED_MS = 1_500;
/** Of so many organizations; answers are made anew where there are more. */
const MOST = 1_000;
/** Of one organization: whoever asks for ever other figures has no more of them kept. */
const MOST_EACH = 100;

interface Shared {
  readonly answer: Promise<unknown>;
  /** Undefined while it is being made. */
  until: number | undefined;
}

export class SharedAnswers {
  readonly #ofOrganization = new Map<OrgId, Map<string, Shared>>();

  /** What `make` gives, or gave a moment ago to whoever asked for `what` of that organization. */
  async get<T>(orgId: OrgId, what: string, make: () => Promise<T>): Promise<T> {
    const known = this.#ofOrganization.get(orgId)?.get(what);
    if (known && (known.until === undefined || Date.now() < known.until)) return (await known.answer) as T;
    const shared: Shared = { answer: make(), until: undefined };
    this.#keep(orgId, what, shared);
    try {
      return (await shared.answer) as T;
    } catch (error) {
      // Nobody is given a failure that was not their own, but those who waited with them.
      if (this.#ofOrganization.get(orgId)?.get(what) === shared) this.#ofOrganization.get(orgId)?.delete(what);
      throw error;
    } finally {
      shared.until = Date.now() + SHARED_MS;
    }
  }

  /** Something has changed there: whoever asks from now on gets what is made from now on. */
  forget(orgId: OrgId): void {
    this.#ofOrganization.delete(orgId);
  }

  #keep(orgId: OrgId, what: string, shared: Shared): void {
    const beside = this.#ofOrganization.get(orgId) ?? new Map<string, Shared>();
    dropExpired(beside);
    beside.set(what, shared);
    dropOldest(beside, MOST_EACH);
    this.#ofOrganization.delete(orgId);
    this.#ofOrganization.set(orgId, beside);
    dropOldest(this.#ofOrganization, MOST);
  }
}

function dropExpired(answers: Map<string, Shared>): void {
  const now = Date.now();
  for (const [what, { until }] of answers) if (until !== undefined && until <= now) answers.delete(what);
}

function dropOldest<Key>(map: Map<Key, unknown>, most: number): void {
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
