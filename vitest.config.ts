import { configDefaults, defineConfig } from "vitest/config";

/** Files that put something in a module's place, or a global's. Each has a worker of its own; the others share imports. */
const replacing = [
  "test/crypto/password-hash.test.ts",
  "test/federation/networks.test.ts",
  "test/http/listen.test.ts",
  "test/machine/*.test.ts",
  "test/testing/start-poolhouse.test.ts",
];

export default defineConfig({
  test: {
    maxWorkers: 2,
    globalSetup: [
      "test/support/build.ts",
      "test/support/signing-keys.ts",
      "test/support/postgres-server.ts",
      "test/support/browser.ts",
    ],
    // Tests start whole servers, some in processes of their own, and CI has two cores.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: "alone", include: replacing } },
      {
        extends: true,
        test: {
          name: "together",
          isolate: false,
          include: ["test/**/*.test.ts", "examples/testing/*.vitest.ts", "examples/testing/*.jest.cjs"],
          exclude: [...configDefaults.exclude, ...replacing],
          // jest's functions are vitest's, too, under the same names. It is no dependency: it would be half as large as all others.
          globals: true,
        },
      },
    ],
  },
});
