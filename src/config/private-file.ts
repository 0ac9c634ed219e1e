import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Random } from "../random.ts";

/** The text of a file; undefined where it is not there. */
export const readIfThere = (file: string): Promise<string | undefined> =>
  readFile(file, "utf8").catch(ifCode("ENOENT"));

/**
 * Writes a file that is not there, readable by its owner alone, and gives its text. It appears whole or not at all; of two
 * processes that write it at once, both get the text of the one that came first.
 */
export async function writeOnce(file: string, text: string, random: Random): Promise<string> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${random.bytes(6).toString("hex")}`;
  await writeFile(draft, text, { mode: 0o600, flag: "wx", flush: true });
  // A link does not replace a file that is there.
  await link(draft, file).catch(ifCode("EEXIST"));
  await rm(draft);
  return readFile(file, "utf8");
}

const ifCode =
  (code: string) =>
  (error: NodeJS.ErrnoException): undefined => {
    if (error.code !== code) throw error;
  };
