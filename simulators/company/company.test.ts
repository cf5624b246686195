import { expect, test } from "vitest";
import { type Company, peopleWho } from "./company.ts";
import { EVERYONE, found } from "./found.ts";
import { live } from "./life.ts";

const PLAN = { seed: "1", users: 200, groups: 12, domain: "example.com" };

function grown(seed: string, rounds: number): Company {
  const company = found({ ...PLAN, seed });
  for (let i = 0; i < rounds; i++) live(company);
  return company;
}

test("a seed founds the same company and lets it live the same life, another seed does not", () => {
  expect(grown("1", 4)).toEqual(grown("1", 4));
  expect(grown("2", 4).people).not.toEqual(grown("1", 4).people);
});

test("in a life of some rounds everything happens", () => {
  const company = found(PLAN);
  const happened = [1, 2, 3, 4].map(() => live(company));
  for (const what of Object.keys(happened[0] ?? {}) as (keyof (typeof happened)[number])[]) {
    expect(Math.max(...happened.map((round) => round[what])), what).toBeGreaterThan(0);
  }
});

test("in a small company, where one is gone at a time, some come back and others are deleted", () => {
  const company = found({ ...PLAN, users: 30, groups: 4 });
  const happened = Array.from({ length: 12 }, () => live(company));
  for (const what of ["cameBack", "deleted"] as const)
    expect(Math.max(...happened.map((round) => round[what])), what).toBeGreaterThan(0);
});

test("no address is two people's at once, whatever its case, and none changes hands within a round", () => {
  const company = found(PLAN);
  for (let round = 0; round < 6; round++) {
    const before = addressesOf(company);
    live(company);
    const after = addressesOf(company);
    expect(after.size).toBe(company.people.size - peopleWho(company, "deleted").length);
    for (const [address, key] of after) expect(before.get(address) ?? key).toBe(key);
  }
});

function addressesOf(company: Company): Map<string, string> {
  const living = [...company.people.values()].filter(({ standing }) => standing !== "deleted");
  return new Map(living.map(({ address, key }) => [address.toLowerCase(), key]));
}

test("members and managers are employed, all employed are in everybody's group, dissolved groups are empty", () => {
  const company = grown("3", 5);
  const employed = new Set(peopleWho(company, "employed").map(({ key }) => key));
  expect(company.groups.get(EVERYONE)?.members).toEqual(employed);
  for (const { members, isDissolved } of company.groups.values()) {
    expect([...members].filter((key) => !employed.has(key) || isDissolved)).toEqual([]);
  }
  for (const { manager = "p1" } of company.people.values()) expect(employed).toContain(manager);
});
