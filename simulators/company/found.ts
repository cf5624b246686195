/** A company's first day, and each person's. */

import type { Company, Person } from "./company.ts";
import {
  addressPart,
  DEPARTMENTS,
  FAMILY_NAMES,
  GIVEN_NAMES,
  LANGUAGES,
  SHORT_NAMES,
  STREETS,
  TITLES,
  topicName,
} from "./names.ts";
import { type Random, random } from "./random.ts";

/** Everybody's group is the first. */
export const EVERYONE = "g1";
/** How many groups a person is in besides everybody's, on average. */
const GROUPS_EACH = 2.5;

export interface Plan {
  /** The same seed founds the same company, and lets it live the same life. */
  readonly seed: string;
  readonly users: number;
  readonly groups: number;
  readonly domain: string;
}

/** Founds a company of so many people and groups. */
export function found({ seed, users, groups, domain }: Plan): Company {
  const company: Company = {
    seed,
    domain,
    round: 0,
    people: new Map(),
    groups: new Map(),
    addresses: new Set(),
    namedGroups: 0,
  };
  const chance = random(seed, "found");
  for (let i = 0; i < users; i++) hire(company, chance);
  for (let i = 0; i < groups; i++) addGroup(company, i === 0 ? "Everyone" : newGroupName(company));
  for (const person of company.people.values()) joinFirstGroups(company, person, chance);
  return company;
}

/** Takes on a new person, below one who is there. */
export function hire(company: Company, chance: Random, formerly?: Person): Person {
  const number = company.people.size + 1;
  const givenName = formerly?.givenName ?? chance.oneOf(GIVEN_NAMES);
  const familyName = formerly?.familyName ?? chance.oneOf(FAMILY_NAMES);
  const person: Person = {
    key: `p${number}`,
    givenName,
    familyName,
    displayName: `${givenName} ${familyName}`,
    address: formerly?.address ?? newAddress(company, givenName, familyName, chance),
    title: chance.happens(0.8) ? chance.oneOf(TITLES) : undefined,
    department: chance.happens(0.9) ? chance.oneOf(DEPARTMENTS) : undefined,
    employeeNumber: String(10_000 + number),
    mobile: chance.happens(0.5) ? newMobile(chance) : undefined,
    street: chance.happens(0.3) ? chance.oneOf(STREETS) : undefined,
    language: chance.oneOf(LANGUAGES),
    manager: someManager(company, chance),
    standing: "employed",
  };
  company.people.set(person.key, person);
  return person;
}

/** Puts an employed person into everybody's group and a few others. */
export function joinFirstGroups(company: Company, person: Person, chance: Random): void {
  company.groups.get(EVERYONE)?.members.add(person.key);
  const others = [...company.groups.values()].filter(({ key, isDissolved }) => key !== EVERYONE && !isDissolved);
  if (others.length === 0) return;
  const many = 1 + chance.below(2 * GROUPS_EACH - 1);
  // Squared: some groups are large, most are small.
  for (let i = 0; i < many; i++) others[Math.floor(chance.fraction() ** 2 * others.length)]?.members.add(person.key);
}

/** A new group without members. */
export function addGroup(company: Company, name: string): void {
  const key = `g${company.groups.size + 1}`;
  company.groups.set(key, { key, name, members: new Set(), isDissolved: false });
}

/** A name that no group has or has had. */
export function newGroupName(company: Company): string {
  return topicName(company.namedGroups++);
}

/** An address that nobody has or has had. One in ten is written with capitals, as some directories have them. */
export function newAddress(company: Company, givenName: string, familyName: string, chance: Random): string {
  const parts = [addressPart(givenName), addressPart(familyName)].filter((part) => part !== "");
  const plain = parts.join(".") || "someone";
  let local = plain;
  for (let n = 2; company.addresses.has(`${local}@${company.domain}`); n++) local = `${plain}${n}`;
  company.addresses.add(`${local}@${company.domain}`);
  const written = chance.happens(0.1) ? local.replace(/(^|\.)[a-z]/g, (letter) => letter.toUpperCase()) : local;
  return `${written}@${company.domain}`;
}

export function newMobile(chance: Random): string {
  return `+1 555 ${String(chance.below(10_000_000)).padStart(7, "0")}`;
}

/** What a person may also be called. */
export function nickname({ givenName, familyName }: Person): string {
  return `${SHORT_NAMES[givenName] ?? givenName} ${familyName}`;
}

/** One who has been there for some time: each leads some eight. The very first has none above. */
function someManager(company: Company, chance: Random): string | undefined {
  const candidate = company.people.get(`p${1 + chance.below(Math.ceil(company.people.size / 8))}`);
  return candidate?.standing === "employed" ? candidate.key : company.people.size > 0 ? "p1" : undefined;
}
