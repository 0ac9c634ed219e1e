#!/usr/bin/env node
/**
 * What `poolhouse` runs. It is small and plain enough for any Node to read, so that one that is too old says so in a
 * clear line; then it readies the process and loads the service.
 */
import module from "node:module";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`Poolhouse needs Node.js 22.18 or newer. This is ${process.versions.node}.\n`);
  process.exitCode = 1;
} else {
  module.enableCompileCache();
  await import("./main.ts");
}
