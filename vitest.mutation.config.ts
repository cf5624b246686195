import { defineConfig } from "vitest/config";

/** The protocol's own tests, without a database: what Stryker runs for each mutant. */
export default defineConfig({
  test: { include: ["src/scim/**/*.test.ts"] },
});
