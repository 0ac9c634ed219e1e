import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { BuildFailure, Message } from "esbuild";
import type { Clock } from "../../clock.ts";
import type { Answered } from "../../domain/trigger/functions.ts";
import { WatchedFiles } from "../watched-files.ts";
import { isFile, packagesStayOutside } from "./packages.ts";
import { filesKnowTheirPlace, placeNames } from "./places.ts";
import { tsconfigsOf } from "./tsconfig.ts";

/** One file of JavaScript made of a handler's and of all that it imports of the user's own. */
export interface Bundle {
  readonly kind: "bundle";
  readonly source: string;
}

/** Gives the bundle as the files stand now; the same object for as long as they do. */
export type Bundler = () => Promise<Bundle | Extract<Answered, { kind: "error" }>>;

/** Bundles `file` when it is asked for, and again after one of its files has changed. esbuild is loaded by the first. */
export function bundler(file: string, clock: Clock): Bundler {
  let files = new WatchedFiles();
  let current: ReturnType<Bundler> | undefined;

  async function bundle(): ReturnType<Bundler> {
    const since = clock.machineNow().getTime();
    files = new WatchedFiles(); // those of before have changed, for every call that comes meanwhile
    try {
      const { source, inputs } = await build(file);
      files.add(inputs, since);
      return { kind: "bundle", source };
    } catch (error) {
      current = undefined; // whatever was wrong, somebody may mend it, if only by writing a file that was not there
      return failure(error, file);
    }
  }

  return () => {
    if (!current || files.haveChanged()) current = bundle();
    return current;
  };
}

async function build(file: string): Promise<{ source: string; inputs: string[] }> {
  const esbuild = await import("esbuild");
  const folder = dirname(file);
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: folder,
    entryPoints: [file],
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "node",
    target: "node22.18",
    define: placeNames,
    // Only what Node itself knows: what is not bundled is loaded by Node.
    conditions: [],
    plugins: [packagesStayOutside, filesKnowTheirPlace],
    sourcemap: "inline",
    sourcesContent: false,
    logLevel: "silent",
  });
  const inputs = Object.keys(metafile.inputs)
    .filter(isFile)
    .map((input) => resolve(folder, input));
  // esbuild does not count them among its inputs.
  return { source: outputFiles[0]?.text ?? "", inputs: [...inputs, ...(await tsconfigsOf(folder))] };
}

/** As Lambda reports code that it cannot load. */
function failure(error: unknown, file: string): Extract<Answered, { kind: "error" }> {
  if (!existsSync(file)) {
    return {
      kind: "error",
      errorType: "Runtime.ImportModuleError",
      errorMessage: `Error: Cannot find module '${file}'`,
    };
  }
  const { errors = [], message } = error as Partial<BuildFailure>;
  const missing = errors.some(({ text }) => text.startsWith("Could not resolve"));
  return {
    kind: "error",
    errorType: missing ? "Runtime.ImportModuleError" : "Runtime.UserCodeSyntaxError",
    errorMessage: errors.length > 0 ? errors.map(inOneLine).join("; ") : (message ?? String(error)),
  };
}

const inOneLine = ({ text, location }: Message): string =>
  location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text;
