import { expect, test } from "vitest";
import type { UserId } from "../db/ids.ts";
import { tellOf } from "./person.ts";

test("of a blocked user, where no provider was recognized, both sentences begin with a capital", () => {
  const at = new Date("2026-11-24T10:00:00Z");
  const named = { type: "user" as const, name: "Ann", address: null, deleted: false };
  const id = "0190d5a0-0000-7000-8000-000000000000" as UserId;
  const ann = { id, named, scimManaged: true, createdAt: at, updatedAt: at, blockedAt: null, changes: [] };
  expect(tellOf({ ...ann, state: "blocked" }, undefined)).toEqual([
    "Ann is here but blocked in the console: an admin can lift that. The identity provider can't.",
  ]);
});
