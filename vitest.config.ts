import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{src,e2e,bench,simulators,scripts,console/src}/**/*.test.ts"],
    globalSetup: "e2e/support/global-setup.ts",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Tests of crashes and crowds live off real processes; on a machine that others use, one may come too late.
    retry: process.env.CI ? 2 : 0,
  },
});
