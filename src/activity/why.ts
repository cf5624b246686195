/** "Why isn't Ann here?", answered in a few sentences from users, deleted users, refusals and what has arrived at all. */

import { findConnection, findToken } from "../connections/connection.ts";
import type { Queryable } from "../db/connect.ts";
import { listDomains } from "../domains/domains.ts";
import { fold } from "../scim/fold.ts";
import { type About, LOOKED_THROUGH, lookedBackTo, whomNames } from "./about.ts";
import { isAboutPerson } from "./about-person.ts";
import { mostOf } from "./identity-provider.ts";
import { type ExplainedRequest, pagesOfRequests, type Reader, sampleOf } from "./list-requests.ts";
import { inFull, shown } from "./names.ts";
import { refusedNear, usersNear } from "./near-misses.ts";
import { MOST_MEANT, usersOfPart } from "./part-of-name.ts";
import { moment, type Person, readPeople, tellAll, tellOf } from "./person.ts";
import { FOREIGN_DOMAIN } from "./refusals.ts";
import { asArgument, orCommand } from "./shell-word.ts";

export interface Answer {
  readonly kind: "active" | "suspended" | "blocked" | "deleted" | "refused" | "almost" | "group" | "never sent";
  /** Whole sentences, in their order. */
  readonly sentences: readonly string[];
  /** Whom it is about: users by id; nobody where there is none. */
  readonly users: readonly string[];
  /** The group of that name, where it is one. */
  readonly group?: string | undefined;
  /** The latest refusal, where it is one. */
  readonly refusal: ExplainedRequest | undefined;
}

/** As many refusals of one person are counted. */
const MOST = 100;
/** Of those that have the text somewhere, so many are looked at for those that are about the person. */
const MOST_LOOKED_AT = 5_000;
const MOST_PEOPLE = 3;

/** Why the person that `text` names (an address, a userName, a name, an externalId, an id) is not here, or that it is. */
export async function why(sql: Queryable, reader: Reader, text: string): Promise<Answer> {
  const about = await whomNames(sql, reader.id, text);
  const [people, { requests: refusals }, provider] = await Promise.all([
    readPeople(sql, reader.id, about.ids),
    requestsOf(sql, reader, about, { refused: true, most: MOST }),
    providerOf(sql, reader),
  ]);
  const [first] = people;
  const [refusal] = refusals;
  if (first) {
    // Those who are deleted are of no interest while somebody is here.
    const told = people.filter(({ state }) => (state === "deleted") === (first.state === "deleted"));
    const since = first.changes[0]?.at ?? first.updatedAt;
    const later = refusals.filter(({ at }) => at > since);
    return {
      kind: first.state,
      sentences: [
        ...tellAll(told, provider, MOST_PEOPLE),
        ...(later.length > 0 ? await tellRefusals(sql, reader, later, first.state !== "deleted") : []),
      ],
      users: told.slice(0, MOST_PEOPLE).map(({ id }) => id),
      refusal: later[0],
    };
  }
  if (refusal) {
    return { kind: "refused", sentences: await tellRefusals(sql, reader, refusals, false), users: [], refusal };
  }
  return (
    (await aGroup(sql, reader, about.ids)) ??
    (await almost(sql, reader, text, provider)) ??
    (await neverSent(sql, reader, text, provider))
  );
}

/** Which provider most of the latest requests are from. */
async function providerOf(sql: Queryable, { id }: Reader): Promise<string | undefined> {
  return mostOf(await sampleOf(sql, id));
}

async function latestRequest(sql: Queryable, { id }: Pick<Reader, "id">) {
  const [latest] = await sql<{ at: Date }[]>`
    select r.at from requests r where r.org_id = ${id} order by r.id desc limit 1`;
  return latest;
}

/** The latest that are about that person, at most so many. What only mentions the text may be any number: joann@ has ann@. */
async function requestsOf(
  sql: Queryable,
  reader: Reader,
  about: About,
  { refused, most }: { refused: boolean; most: number },
): Promise<{ requests: ExplainedRequest[]; back: Date | undefined }> {
  const found: ExplainedRequest[] = [];
  let looked = 0;
  let back: Date | undefined;
  for await (const { requests, next } of pagesOfRequests(sql, reader, { about, refused, limit: MOST })) {
    found.push(...requests.filter((request) => isAboutPerson(request, about.text, about.ids)));
    looked += requests.length;
    if (found.length >= most) break;
    if (looked < MOST_LOOKED_AT || next === undefined) continue;
    back = requests.at(-1)?.at;
    break;
  }
  return { requests: found.slice(0, most), back };
}

async function tellRefusals(
  sql: Queryable,
  { id }: Reader,
  refusals: readonly ExplainedRequest[],
  isHere: boolean,
): Promise<string[]> {
  const [latest] = refusals as readonly [ExplainedRequest, ...ExplainedRequest[]];
  const alike = refusals.filter(({ sentence }) => sentence.kind === latest.sentence.kind);
  const often =
    alike.length === 1
      ? ""
      : alike.length >= MOST
        ? `, and at least ${MOST - 1} times before`
        : `, the last of ${alike.length} times`;
  const [, domain] = FOREIGN_DOMAIN.exec(latest.detail ?? "") ?? [];
  const isAdded = domain !== undefined && (await listDomains(sql, id)).some((one) => one.domain === domain);
  return [
    `${isHere ? "Since then: " : ""}${latest.sentence.text} (${moment(latest.at).replace(/^on /, "")}${often}).`,
    isAdded
      ? `The domain has been added since; ${latest.provider ?? "the identity provider"} tries again in its next cycle, or at once when provisioning is started there.`
      : (latest.sentence.fix ?? ""),
  ];
}

/** Who asks for a person by the name of a group is told so. */
async function aGroup(sql: Queryable, { id, shortName }: Reader, ids: readonly string[]): Promise<Answer | undefined> {
  const [group] = await sql<{ id: string; name: string }[]>`
    select g.id, g.body ->> 'displayName' as name from groups g
    where g.org_id = ${id} and g.id = any(${[...ids]}::uuid[]) and g.deleted_at is null limit 1`;
  if (!group) return undefined;
  const command = shortName === undefined ? "." : `: ./muster group show ${shortName} ${asArgument(group.name)}`;
  const sentences = [`${shown(group.name)} is a group, and it is here${command}`];
  return { kind: "group", sentences, users: [], group: group.id, refusal: undefined };
}

/** Whoever is one letter away, or so named in another domain; or has a name that the text is a part of. */
async function almost(
  sql: Queryable,
  reader: Reader,
  text: string,
  provider: string | undefined,
): Promise<Answer | undefined> {
  const [near, refused, ofPart] = await Promise.all([
    usersNear(sql, reader.id, text).then((ids) => readPeople(sql, reader.id, ids)),
    refusedNear(sql, reader.id, text),
    usersOfPart(sql, reader.id, text).then((ids) => readPeople(sql, reader.id, ids)),
  ]);
  if (near.length + refused.length + ofPart.length === 0) return undefined;
  const fuller = ofPart.filter(({ id }) => !near.some((person) => person.id === id));
  const others = refused.filter((address) => !near.some((person) => fold(addressOf(person)) === fold(address)));
  const meant = [
    ...near.map((person) => `Did you mean ${addressOf(person)}? ${tellOf(person, provider)[0]}`),
    ...others.map(
      (address) =>
        `Did you mean ${address}? ${address} was refused${orCommand(reader.shortName, "why", asArgument(address))}.`,
    ),
    ...fuller.slice(0, MOST_MEANT).map(({ named }) => `Did you mean ${inFull(named)}?`),
    ...(fuller.length > MOST_MEANT ? ["There are more of that name: say the whole name, or the address."] : []),
  ];
  return {
    kind: "almost",
    sentences: [`Nobody here is called ${shown(text)}.`, ...meant],
    users: [...near, ...fuller.slice(0, MOST_MEANT)].map(({ id }) => id),
    refusal: undefined,
  };
}

function addressOf({ named }: Person): string {
  return named.address ?? inFull(named);
}

/** Nothing about that person has ever arrived: what has, and where to look. */
async function neverSent(sql: Queryable, reader: Reader, text: string, provider: string | undefined): Promise<Answer> {
  const place = provider ?? "your identity provider";
  const [connection, token, latest, { looked, back: lookedAtTo }, searchedTo] = await Promise.all([
    findConnection(sql, reader.id),
    findToken(sql, reader.id),
    latestRequest(sql, reader),
    lookedFor(sql, reader, text),
    lookedBackTo(sql, reader.id, {}),
  ]);
  const [back] = [lookedAtTo, searchedTo].filter((at) => at !== undefined).sort((a, b) => +b - +a);
  const since = back
    ? ` since ${moment(back).replace(/^on /, "")}; no more than the latest ${LOOKED_THROUGH.toLocaleString("en-US")} requests were looked through`
    : "";
  const answer = (...sentences: string[]): Answer => ({
    kind: "never sent",
    sentences: [
      `Nobody here is called ${shown(text)}, and nothing about such a person has arrived${since}.`,
      ...sentences,
    ],
    users: [],
    refusal: undefined,
  });
  const page = "SCIM Users Provisioning";
  if (!connection)
    return answer(
      `SCIM is not set up: add a domain under ${page}${orCommand(reader.shortName, "domain add", "DOMAIN")}.`,
    );
  if (!connection.enabled)
    return answer(
      `SCIM is off: turn it on under ${page}${orCommand(reader.shortName, "scim on")} and paste the new token into ${place}.`,
    );
  if (!latest)
    return answer(
      token?.lastUsedAt
        ? lastUse(token.lastUsedAt)
        : `The SCIM token has never been used: check the Tenant URL in ${place}, and that the token was pasted whole.`,
    );
  if (looked) {
    return {
      ...answer(),
      sentences: [
        `Nobody here is called ${shown(text)}. ${provider ?? "The identity provider"} looked for this person ${moment(looked.at)} and has created nobody of that name since.`,
        `See in ${place} whether creating users is switched on, and what its provisioning log says of this person.`,
      ],
    };
  }
  return answer(
    `${provider ?? "The identity provider"} last sent a request ${moment(latest.at)}.`,
    `See in ${place} whether this person is assigned to the application, and under which address.`,
  );
}

function lastUse(at: Date): string {
  return `The token was last used ${moment(at)}; no request is kept from then.`;
}

async function lookedFor(sql: Queryable, reader: Reader, text: string) {
  const { requests, back } = await requestsOf(sql, reader, { text, ids: [] }, { refused: false, most: 1 });
  return { looked: requests[0], back };
}
