import { expect, test } from "vitest";
import { findAttribute } from "./schema.ts";
import { USER_SCHEMA } from "./schemas/user.ts";

test("an attribute is found in any case of its name", () => {
  const { attributes } = USER_SCHEMA;
  expect(findAttribute(attributes, "userName")?.name).toBe("userName");
  expect(findAttribute(attributes, "USERNAME")?.name).toBe("userName");
  expect(findAttribute(attributes, "username")?.name).toBe("userName");
  expect(findAttribute(attributes, "userNames")).toBeUndefined();
  expect(findAttribute(attributes, "constructor")).toBeUndefined();
  expect(findAttribute(attributes, "__proto__")).toBeUndefined();
  expect(findAttribute(undefined, "userName")).toBeUndefined();
});
