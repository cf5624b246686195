/** A round of a company's life: some are hired, change, get another name, move between groups, leave, come back, are deleted. */

import { type Company, type Group, livingGroups, type Person, peopleWho } from "./company.ts";
import { addGroup, EVERYONE, hire, joinFirstGroups, newAddress, newGroupName, newMobile, nickname } from "./found.ts";
import { DEPARTMENTS, FAMILY_NAMES, LANGUAGES, SHORT_NAMES, STREETS, TITLES } from "./names.ts";
import { type Random, random } from "./random.ts";

/** What happened in a round, and to how many. */
export interface Happened {
  hired: number;
  /** Of those hired, who had been deleted and got the old address. */
  rehired: number;
  changed: number;
  /** Another family name and, with it, another address. */
  renamed: number;
  moved: number;
  left: number;
  cameBack: number;
  deleted: number;
  groupsFounded: number;
  groupsRenamed: number;
  groupsDissolved: number;
}

/** Of the employed, or of those who left before this round: the share to whom it happens. At least one each time. */
const SHARES = { hired: 0.03, changed: 0.1, renamed: 0.02, moved: 0.08, left: 0.04, cameBack: 0.2, deleted: 0.4 };
const GROUP_SHARES = { founded: 0.03, renamed: 0.05, dissolved: 0.03 };

/**
 * Lets a company live on by one round: the same for the same company. Nobody meets with two things that exclude each
 * other, and no address or group name becomes free and is given away in the same round, so that the order in which an
 * identity provider writes does not matter.
 */
export function live(company: Company): Happened {
  company.round++;
  const chance = random(company.seed, `round ${company.round}`);
  const gone = peopleWho(company, "left");
  const formerly = withFreeAddress(company, peopleWho(company, "deleted"));
  // In a small company one is gone at a time: to come back, or to be deleted.
  const nobodyReturns = gone.length === 1 && chance.happens(0.5);
  const cameBack = nobodyReturns ? [] : chance.some(gone, share(gone.length, SHARES.cameBack));
  const deleted = chance.some(
    gone.filter((person) => !cameBack.includes(person)),
    share(gone.length, SHARES.deleted),
  );
  for (const person of deleted) person.standing = "deleted";
  for (const person of cameBack) comeBack(company, person, chance);
  // The first stays: everybody's manager in the end.
  const employed = peopleWho(company, "employed").filter(({ key }) => key !== "p1");
  const left = chance.some(employed, share(employed.length, SHARES.left));
  for (const person of left) leave(company, person);
  const staff = peopleWho(company, "employed");
  const changed = chance.some(staff, share(staff.length, SHARES.changed));
  for (const person of changed) change(person, chance);
  const renamed = chance.some(staff, share(staff.length, SHARES.renamed));
  for (const person of renamed) rename(company, person, chance);
  const groups = liveGroups(company, chance);
  const moved = chance.some(staff, share(staff.length, SHARES.moved));
  for (const person of moved) move(company, person, chance);
  const hired = share(staff.length, SHARES.hired);
  const rehired = chance.some(formerly, Math.min(formerly.length, Math.ceil(hired / 4)));
  for (let i = 0; i < hired; i++) joinFirstGroups(company, hire(company, chance, rehired[i]), chance);
  return {
    hired,
    rehired: Math.min(rehired.length, hired),
    changed: changed.length,
    renamed: renamed.length,
    moved: moved.length,
    left: left.length,
    cameBack: cameBack.length,
    deleted: deleted.length,
    ...groups,
  };
}

function share(of: number, part: number): number {
  return of === 0 ? 0 : Math.max(1, Math.round(of * part));
}

/** Those whose address nobody has who is not deleted; one for each address. */
function withFreeAddress({ people }: Company, persons: readonly Person[]): Person[] {
  const taken = new Set([...people.values()].filter(({ standing }) => standing !== "deleted").map(addressOf));
  const free = persons.filter((person) => !taken.has(addressOf(person)));
  return [...new Map(free.map((person) => [addressOf(person), person])).values()];
}

function addressOf({ address }: Person): string {
  return address.toLowerCase();
}

function comeBack(company: Company, person: Person, chance: Random): void {
  person.standing = "employed";
  person.manager = "p1";
  joinFirstGroups(company, person, chance);
}

/** The account is locked, groups are left, and who was below gets the next one above. */
function leave(company: Company, person: Person): void {
  person.standing = "left";
  for (const group of company.groups.values()) group.members.delete(person.key);
  for (const other of company.people.values()) {
    if (other.manager === person.key) other.manager = person.manager === other.key ? "p1" : person.manager;
  }
}

function change(person: Person, chance: Random): void {
  for (const what of chance.some(["title", "department", "mobile", "street", "language", "called", "given"], 2)) {
    if (what === "title") person.title = chance.happens(0.7) ? chance.oneOf(TITLES) : undefined;
    if (what === "department") person.department = chance.happens(0.9) ? chance.oneOf(DEPARTMENTS) : undefined;
    if (what === "mobile") person.mobile = chance.happens(0.7) ? newMobile(chance) : undefined;
    if (what === "street") person.street = chance.happens(0.7) ? chance.oneOf(STREETS) : undefined;
    if (what === "language") person.language = chance.oneOf(LANGUAGES);
    if (what === "called") person.displayName = nickname(person);
    if (what === "given") person.givenName = SHORT_NAMES[person.givenName] ?? person.givenName;
  }
}

function rename(company: Company, person: Person, chance: Random): void {
  person.familyName = chance.oneOf(FAMILY_NAMES.filter((name) => name !== person.familyName));
  person.displayName = `${person.givenName} ${person.familyName}`;
  person.address = newAddress(company, person.givenName, person.familyName, chance);
}

function move(company: Company, { key }: Person, chance: Random): void {
  const groups = livingGroups(company).filter((group) => group.key !== EVERYONE);
  const [from, to] = [
    groups.filter(({ members }) => members.has(key)),
    groups.filter(({ members }) => !members.has(key)),
  ];
  if (from.length > 0) chance.oneOf(from).members.delete(key);
  if (to.length > 0) chance.oneOf(to).members.add(key);
}

function liveGroups(company: Company, chance: Random) {
  const groups = livingGroups(company).filter(({ key }) => key !== EVERYONE);
  const dissolved = chance.some(groups, share(groups.length, GROUP_SHARES.dissolved));
  for (const group of dissolved) dissolve(group);
  const left = groups.filter(({ isDissolved }) => !isDissolved);
  const renamed = chance.some(left, share(left.length, GROUP_SHARES.renamed));
  for (const group of renamed) group.name = newGroupName(company);
  const founded = share(groups.length, GROUP_SHARES.founded);
  for (let i = 0; i < founded; i++) addGroup(company, newGroupName(company));
  return { groupsFounded: founded, groupsRenamed: renamed.length, groupsDissolved: dissolved.length };
}

function dissolve(group: Group): void {
  group.isDissolved = true;
  group.members.clear();
}
