import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../scim/json.ts";
import { sentenceOfChange } from "./change-sentence.ts";
import { fold } from "./fold.ts";
import type { KeptRequest } from "./kept-request.ts";
import { sentenceOf } from "./sentence.ts";
import { request } from "./testing.ts";

const ID = "0190d5a0-0000-7000-8000-000000000000";
const context = { provider: "Okta", shortName: "acme" };

/** What every object answers to, though it has none of it. */
const inherited = fc.constantFrom(...Object.getOwnPropertyNames(Object.prototype));

test("ids that objects inherit are ids like others: nobody's", () => {
  const details = (id: string) => [
    null,
    `There is no user with id "${id}".`,
    `userName "x" belongs to user ${id} already.`,
    `members: there is no user or group with id "${id}".`,
    "The body is not JSON: Unexpected token.",
  ];
  fc.assert(
    fc.property(
      inherited,
      fc.constantFrom("GET", "PUT", "PATCH", "DELETE", "POST"),
      fc.constantFrom("Users", "Groups"),
      fc.constantFrom(200, 304, 400, 404, 409),
      fc.nat(4),
      (id, method, place, status, which) => {
        const detail = status < 400 ? null : (details(id)[which] ?? null);
        const paths = [
          `/scim/v2/${place}/${id}`,
          `/scim/v2/${place}?filter=${encodeURIComponent(`members eq "${id}"`)}`,
          `/scim/v2/${place}?filter=${encodeURIComponent(`id eq "${id}" and members eq "${id}"`)}`,
          `/scim/v2/${id}`,
        ];
        for (const path of paths) {
          const sentence = sentenceOf(request({ method, path, status, detail, results: 1, resourceId: id }), context);
          const said = [
            sentence.text,
            sentence.fix ?? "",
            ...fold([1, 2, 3].map(() => ({ ...request({}), provider: "Okta", sentence }))).map(({ text }) => text),
          ];
          expect(said.join(" ")).not.toMatch(/undefined|native code|\[object/);
        }
      },
    ),
  );
});

test("attributes that objects inherit are attributes like others", () => {
  fc.assert(
    fc.property(inherited, fc.constantFrom<Json>("x", 7, { a: "b" }, [{ value: "x" }]), (name, value) => {
      const resource = JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`);
      for (const [before, after] of [
        [null, resource],
        [resource, null],
        [{}, resource],
      ]) {
        const change = {
          actor: { kind: "connection" } as never,
          resourceType: "user" as const,
          resourceId: ID,
          op: "update",
          before,
          after,
          members: null,
          names: {},
        };
        expect(sentenceOfChange(change, "Okta")).toMatch(/^Okta (set|added|removed) a user without a name's [a-z_ ]+/);
      }
    }),
  );
});

test("searches that do not claim how many there were are not summed", () => {
  const lines = (query: string) => {
    const one = { ...request({ path: `/scim/v2/Users?${query}`, results: 7 }), provider: "Okta" };
    return fold([1, 2, 3].map(() => ({ ...one, sentence: sentenceOf(one, context) }))).map(({ text }) => text);
  };
  const filter = encodeURIComponent('title co "x"');
  expect(lines(`filter=${filter}&startIndex=8`)).toEqual(["Okta searched users 3 times"]);
  expect(lines(`filter=${filter}&count=0`)).toEqual(["Okta searched users 3 times"]);
  expect(lines(`filter=${filter}`)).toEqual(["Okta searched users 3 times: 21 results"]);
});

test("several are told as several, and a tool is nobody's place for settings", () => {
  const lines = (all: readonly Partial<KeptRequest>[], provider = "Okta") =>
    fold(
      all.map((more) => ({
        ...request(more),
        provider,
        sentence: sentenceOf(request(more), { ...context, provider }),
      })),
    );
  const ids = ["1", "2", "3"].map((last) => ID.slice(0, -1) + last);
  const names = Object.fromEntries(
    ids.map((id, n) => [id, { type: "user" as const, name: `Ann ${n}`, address: null, deleted: false }]),
  );
  const asked = ids.map((id) => ({
    path: `/scim/v2/Groups?${new URLSearchParams({ filter: `id eq "${ID}" and members eq "${id}"` })}`,
    results: 1,
    names,
  }));
  expect(lines(asked)[0]?.text).toBe("Okta asked whether Ann 0, Ann 1 and Ann 2 are in a group: yes");
  const refused = ids.map(() => ({ status: 401, detail: "The SCIM token is not valid: revoked." }));
  expect(lines(refused)[0]?.text).toBe("3 requests were refused: their token is revoked");
  expect(lines(refused, "curl")[0]?.fix).toMatch(/^Paste the valid token into whatever sends it\./);
});
