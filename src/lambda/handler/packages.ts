import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "esbuild";

/** Stands in the bundle for a package in CommonJS: a module that requires it. */
const standIn = "commonjs";

/**
 * Packages in node_modules are loaded by Node, as the function would have them: with native code, with the files beside
 * theirs, and without being bundled again after each edit. Packages of a workspace are the user's own, and bundled.
 *
 * What a package in CommonJS exports is looked up when it is used, as esbuild and TypeScript do it for Lambda; Node's own
 * import would refuse names that it cannot tell from the source.
 */
export const packagesStayOutside: Plugin = {
  name: "packages stay outside",
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, kind, resolveDir, importer, namespace }) => {
      if (pluginData === "asked" || kind === "entry-point") return undefined;
      const found = await build.resolve(path, { resolveDir, kind, importer, namespace, pluginData: "asked" });
      if (found.errors.length > 0 || !/[\\/]node_modules[\\/]/.test(found.path)) return found;
      if (kind.startsWith("require")) return { path: found.path, external: true };
      if (isCommonJs(found.path)) return { path: found.path, namespace: standIn };
      return { path: pathToFileURL(found.path).href, external: true };
    });
    build.onResolve({ filter: /^/, namespace: standIn }, ({ path }) => ({ path, external: true }));
    build.onLoad({ filter: /^/, namespace: standIn }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

/** Whether one of esbuild's inputs is a file, and none that stands for a package. */
export const isFile = (input: string): boolean => !input.startsWith(`${standIn}:`);

/** As Node decides it: by the extension, or else by the nearest package.json. */
function isCommonJs(file: string): boolean {
  if (extname(file) === ".mjs") return false;
  return extname(file) !== ".js" || typeOf(dirname(file)) !== "module";
}

function typeOf(folder: string): unknown {
  const file = join(folder, "package.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")).type;
  return dirname(folder) === folder ? undefined : typeOf(dirname(folder));
}
