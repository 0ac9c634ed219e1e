import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "esbuild";

/** What a file calls itself, by what it is called in the bundle, where the same names would mean the handler's. */
export const placeNames = {
  __dirname: "poolhouse_dirname",
  __filename: "poolhouse_filename",
  "import.meta.dirname": "poolhouse_dirname",
  "import.meta.filename": "poolhouse_filename",
  "import.meta.url": "poolhouse_url",
};

const asksForItsPlace = /\b__dirname\b|\b__filename\b|\bimport\.meta\b/;

/** Each file of the user's own that asks where it stands is told so in its first line: a template stands beside it. */
export const filesKnowTheirPlace: Plugin = {
  name: "files know their place",
  setup(build) {
    build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: "file" }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      if (!asksForItsPlace.test(source)) return undefined;
      const [dir, file, url] = [dirname(path), path, pathToFileURL(path).href].map((place) => JSON.stringify(place));
      const told = `var poolhouse_dirname = ${dir}, poolhouse_filename = ${file}, poolhouse_url = ${url};`;
      return { contents: source.replace(/^(#!.*\n)?/, (first) => `${first}${told} `), loader: "default" };
    });
  },
};
