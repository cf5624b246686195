import { defineConfig } from "vitest/config";

/**
 * What Stryker runs for each mutant: the protocol's own tests, without a database. The property tests are left out:
 * with hundreds of runs each they would find more, in hours.
 */
export default defineConfig({
  test: {
    include: ["src/scim/**/*.test.ts"],
    exclude: ["src/scim/**/{anything,*laws,*model}.test.ts"],
    testTimeout: 60_000,
  },
});
