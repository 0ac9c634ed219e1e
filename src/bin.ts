#!/usr/bin/env node
/**
 * What `poolhouse` runs. It is small and plain enough for any Node to read, so that one that is too old says so in a
 * clear line; then it readies the process and loads the service.
 */
import module from "node:module";
import v8 from "node:v8";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`Poolhouse needs Node.js 22.18 or newer. This is ${process.versions.node}.\n`);
  process.exitCode = 1;
} else {
  module.enableCompileCache();
  await import("./main.ts");
  // A service makes much short-lived garbage, and V8 answers with ever larger generations: so they stay small, which
  // holds some 25 MB less and serves as fast. Not before it is up: the start would take a tenth longer.
  // (--max-semi-space-size has no effect once the process runs; this one has.)
  v8.setFlagsFromString("--optimize-for-size");
}
