import { expect, test } from "vitest";
import { type Foldable, fold } from "./fold.ts";
import { deed, type Sentence } from "./sentences/form.ts";

const START = Date.parse("2026-11-24T10:00:00Z");

/** A request at so many seconds. */
function at(seconds: number, sentence: Sentence, more: Partial<Foldable> = {}): Foldable {
  return { at: new Date(START + seconds * 1_000), status: 200, results: null, provider: "Okta", sentence, ...more };
}
const created = (name: string) => deed("create", "Okta", name, (who) => `created ${who}`);
const looked = (name: string) => deed("look up", "Okta", name, (who) => `looked for ${who}: not there`);
const read: Sentence = {
  text: "Okta read 100 users",
  kind: "page",
  about: undefined,
  several: ({ results, times }) => `Okta read ${results} users in ${times} pages`,
  fix: undefined,
};
const texts = (requests: readonly Foldable[]) => fold(requests).map(({ text }) => text);

test("a run of like requests is one line, with its first names, the count of the others and its span", () => {
  const requests = ["e", "d", "c", "b", "a"].map((name, i) => at(-i, created(name)));
  const [line, ...more] = fold(requests);
  expect(line?.text).toBe("Okta created e, d and 3 others");
  expect(line?.requests).toEqual(requests);
  expect([line?.from, line?.to]).toEqual([new Date(START - 4_000), new Date(START)]);
  expect(more).toEqual([]);
});

test("three are told by name, two stay two", () => {
  expect(texts([at(0, created("c")), at(0, created("b")), at(0, created("a"))])).toEqual(["Okta created c, b and a"]);
  expect(texts([at(0, created("b")), at(0, created("a"))])).toEqual(["Okta created b", "Okta created a"]);
});

test("a provider that looks before it creates makes two runs, each at its newest", () => {
  const requests = [4, 3, 2, 1].flatMap((n) => [at(n, created(`n${n}`)), at(n, looked(`n${n}`))]);
  expect(texts(requests)).toEqual([
    "Okta created n4, n3 and 2 others",
    "Okta looked for n4, n3 and 2 others: not there",
  ]);
});

test("more than a minute apart, runs are of their own", () => {
  const run = (seconds: number) => ["c", "b", "a"].map((name) => at(seconds, created(name)));
  expect(texts([...run(200), ...run(100)])).toHaveLength(2);
  expect(texts([...run(200), ...run(140)])).toHaveLength(1);
});

test("what is about nobody in particular is counted, and its results are summed", () => {
  const requests = [at(2, read, { results: 7 }), at(1, read, { results: 100 }), at(0, read, { results: 100 })];
  expect(texts(requests)).toEqual(["Okta read 207 users in 3 pages"]);
});

test("the same person several times is told so", () => {
  expect(texts([1, 2, 3].map((n) => at(-n, created("a"))))).toEqual(["Okta created a, 3 times"]);
});

test("other providers, other kinds, other reasons are not folded together; a refusal keeps its fix", () => {
  const refused = (why: string): Sentence => ({
    ...created("x"),
    text: why,
    kind: `refused ${why}`,
    fix: `Mend ${why}.`,
  });
  const requests = [
    at(0, created("a")),
    at(0, created("b"), { provider: "Entra ID" }),
    at(0, refused("1"), { status: 403 }),
    at(0, refused("2"), { status: 403 }),
  ];
  expect(fold(requests).map(({ fix, refused }) => [fix, refused])).toEqual([
    [undefined, false],
    [undefined, false],
    ["Mend 1.", true],
    ["Mend 2.", true],
  ]);
});
