import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Config } from "../config/config.ts";
import { unusableFile } from "../config/config-error.ts";

/** The file, if one was asked for, that is there for as long as the process serves: scripts wait for it and read it. */
type Asked = Pick<Config, "readyFile">;

/** Whoever waits for the file must not read that of an earlier process. */
export async function removeReadyFile({ readyFile }: Asked): Promise<void> {
  if (readyFile) await rm(readyFile, { force: true }).catch(unusableFile(readyFile));
}

/** Whoever waits for the file never reads half of it. */
export async function writeReadyFile({ readyFile }: Asked, facts: object): Promise<void> {
  if (!readyFile) return;
  const write = async () => {
    await mkdir(dirname(readyFile), { recursive: true });
    await writeFile(`${readyFile}.part`, `${JSON.stringify(facts)}\n`);
    await rename(`${readyFile}.part`, readyFile);
  };
  await write().catch(unusableFile(readyFile));
}
