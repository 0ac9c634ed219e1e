import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { readCommandLine } from "../../src/config/command-line.ts";
import { runTriggerCommand } from "../../src/contract/index.ts";
import { keptLog } from "../declaration/declare.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A folder with a poolhouse.yaml and functions, and `poolhouse trigger …` in it. */
export async function commandBench(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  afterAll(() => folder[Symbol.dispose]());
  const at = (name: string) => join(folder.path, name);
  async function write(name: string, text: string): Promise<string> {
    await mkdir(dirname(at(name)), { recursive: true });
    await writeFile(at(name), text);
    return at(name);
  }
  for (const [name, text] of Object.entries(files)) await write(name, text);

  /** What the command prints, and its exit status. */
  async function trigger(...argv: string[]): Promise<{ printed: string; status: number }> {
    const read = readCommandLine({ argv: ["trigger", ...argv], version: "1.2.3" });
    if (read.kind !== "trigger") throw new Error(read.kind === "print" ? read.text : read.kind);
    const { command } = read;
    const declared = command.name === "invoke" || command.name === "test";
    const here = declared ? { ...command, config: at("poolhouse.yaml") } : command;
    const parts: string[] = [];
    const print = (text: string) => void parts.push(text);
    const environment = { PATH: process.env.PATH };
    const status = await runTriggerCommand(here, { environment, log: keptLog(), print });
    return { printed: parts.join(""), status };
  }

  return { trigger, write, at };
}
