/** Issue 4: refusals that no test can make the server answer at will, told from what the log would keep of them. */

import { expect, test } from "vitest";
import { sentenceOf } from "./sentence.ts";
import { request } from "./testing.ts";

/** What no test can make the server answer at will, or in a moment. */
test.each([
  [
    503,
    "The database is not reachable just now; the request can be repeated in a few seconds.",
    "Muster's database could not be reached",
  ],
  [500, "Something went wrong in Muster; its log says what.", "something went wrong in Muster"],
  [
    400,
    "The filter takes too long on this directory; compare id, userName, externalId or an email with eq.",
    "its filter takes too long on this directory",
  ],
  [400, "Request body size did not match Content-Length", "its body arrived in part only"],
  [
    413,
    "The resource would be larger than 1 MiB; remove what it need not have.",
    "it would be larger than 1 MiB with all its attributes",
  ],
  [
    400,
    "Too many operations on too many elements of emails; send several requests.",
    "too many operations on too many elements of emails",
  ],
  [400, "The body is not UTF-8.", "the body is not UTF-8"],
])("%i %s", (status, detail, why) => {
  const refused = request({ method: "PATCH", path: "/Users/018f0000-0000-7000-8000-000000000000", status, detail });
  const { text, fix, kind } = sentenceOf(refused, { provider: undefined, shortName: "acme" });
  expect(text).toBe(`A change of a user was refused: ${why}`);
  expect(fix).toMatch(/^[A-Z].*\.$/);
  expect(kind).toMatch(/^refused /);
});

test("a refusal that nobody has written a sentence for is told as it is, and a test hears of it", () => {
  const refused = request({ status: 418, detail: "I am a teapot; use another." });
  const { text, kind } = sentenceOf(refused, { provider: undefined, shortName: "acme" });
  expect([text, kind]).toEqual(["Reading users was refused: I am a teapot", expect.stringMatching(/^untold/)]);
});
