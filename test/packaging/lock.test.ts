import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8"));

interface LockedPackage {
  readonly resolved?: string;
  readonly hasInstallScript?: true;
  readonly gypfile?: false;
}

const locked: [path: string, LockedPackage][] = Object.entries(read("package-lock.json").packages);
const { allowScripts } = read("package.json");
const nameOf = (path: string): string => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

describe("npm ci", () => {
  it("needs no compiler: the lock says which packages are not to be built", () => {
    // npm drops `"gypfile": false` from an entry whenever it writes the lock, and then runs node-gyp. Put it back.
    const prebuilt = locked
      .map(([path]) => path)
      .filter((path) => path !== "" && existsSync(join(root, path, "binding.gyp")))
      .filter((path) => read(join(path, "package.json")).gypfile === false);
    const lost = locked.filter(([path, { gypfile }]) => prebuilt.includes(path) && gypfile !== false);
    expect(lost.map(([path]) => path)).toEqual([]);
    expect(prebuilt).toContain("node_modules/better-sqlite3");
  });

  it("runs or denies each install script because package.json says so", () => {
    const withScript = new Set(locked.filter(([, entry]) => entry.hasInstallScript).map(([path]) => nameOf(path)));
    expect([...withScript].filter((name) => !(name in allowScripts))).toEqual([]);
  });

  it("is told of no package that is not there", () => {
    const names = new Set(locked.map(([path]) => nameOf(path)));
    expect(Object.keys(allowScripts).filter((name) => !names.has(name))).toEqual([]);
  });

  it("fetches from the registry that the machine is set to", () => {
    expect(locked.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
  });
});
