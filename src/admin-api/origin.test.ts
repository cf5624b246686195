import { expect, test } from "vitest";
import { ownOrigin } from "./origin.ts";

test("the address is as the request names it, in the form that a browser tells a page's origin in", () => {
  expect(ownOrigin({ protocol: "https", host: "Muster.Example.com:443" })).toBe("https://muster.example.com");
  expect(ownOrigin({ protocol: "http", host: "localhost:8080" })).toBe("http://localhost:8080");
});

test.each(["", "a b", "host:99999999", "[::1"])("%j is no host, which is said", (host) => {
  expect(() => ownOrigin({ protocol: "http", host })).toThrowError(
    expect.objectContaining({ status: 400, code: "invalid" }),
  );
});
