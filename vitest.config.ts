import { configDefaults, defineConfig } from "vitest/config";

/** Walks through pages whose routes others try already: `npm run test:long`. */
const LONG = "**/*.long.test.ts";

export default defineConfig({
  test: {
    include: ["{src,e2e,bench,simulators,scripts,console/src}/**/*.test.ts"],
    exclude: [...configDefaults.exclude, ...(process.env.MUSTER_TEST_LONG ? [] : [LONG])],
    globalSetup: "e2e/support/global-setup.ts",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Tests of crashes and crowds live off real processes; on a machine that others use, one may come too late.
    retry: process.env.CI ? 2 : 0,
  },
});
