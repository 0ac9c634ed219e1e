/**
 * Puts back into package-lock.json what npm drops whenever it writes it: `"gypfile": false`, with which a package that
 * ships binaries says that it is not to be compiled. Without it `npm ci` wants Python and a compiler. Run as `node lock.ts`,
 * after each install.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = import.meta.dirname;
const read = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8"));

const lock = read("package-lock.json");
let restored = false;
for (const [folder, entry] of Object.entries<{ gypfile?: boolean }>(lock.packages)) {
  const native = folder !== "" && existsSync(join(root, folder, "binding.gyp"));
  if (!native || entry.gypfile === false || read(join(folder, "package.json")).gypfile !== false) continue;
  entry.gypfile = false;
  restored = true;
}
if (restored) writeFileSync(join(root, "package-lock.json"), `${JSON.stringify(lock, null, 2)}\n`);
