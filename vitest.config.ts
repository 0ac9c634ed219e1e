import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "examples/testing/*.vitest.ts", "examples/testing/*.jest.cjs"],
    // jest's functions are vitest's, too, under the same names. It is no dependency: it would be half as large as all others.
    globals: true,
    maxWorkers: 2,
    globalSetup: ["test/support/build.ts", "test/support/postgres-server.ts", "test/support/browser.ts"],
    // Tests start whole servers, some in processes of their own, and CI has two cores.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
