import { expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import { person } from "../support/bodies.ts";

const { scim, address } = await acme();

test("no answer is kept on the way or taken for anything else; ETags work as before", async () => {
  const created = await scim("POST", "/Users", person(address()));
  const path = `/Users/${created.body.id}`;
  const tag = created.headers.get("etag") ?? "";
  const unchanged = await scim("GET", path, undefined, { "if-none-match": tag });
  const answers = [
    created,
    unchanged,
    await scim("GET", path),
    await scim("GET", "/Users"),
    await scim("GET", "/Groups"),
    await scim("GET", "/Users/none"),
    await scim("GET", "/Nowhere"),
    await scim("GET", "/Schemas"),
    await scim("GET", path, undefined, { authorization: "Bearer wrong" }),
    await scim("POST", "/Users", "{"),
    await scim("DELETE", path),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 304, 200, 200, 200, 404, 404, 200, 401, 400, 204]);
  for (const { headers } of answers) {
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  }
  expect(unchanged.headers.get("etag")).toBe(tag);
});
