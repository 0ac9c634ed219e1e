import { mkdir, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { machineClock } from "../../src/clock.ts";
import { declarationSchema } from "../../src/declaration/schema.ts";
import type { Invocation } from "../../src/domain/invocation/invocation.ts";
import type { Answered } from "../../src/domain/trigger/functions.ts";
import { openFunctions } from "../../src/lambda/index.ts";
import { machineRandom } from "../../src/random.ts";
import { keptLog, place } from "../declaration/declare.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

export const arnOf = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

/** What `file` exports as `handler`. */
export const js = (file: string, settings = {}) => ({ handler: `./${file}#handler`, ...settings });

/** Functions in a folder of their own, as poolhouse.yaml declares them, for the tests of a file. Their log is kept. */
export function functionsFor(functions: Readonly<Record<string, object>>, environment: NodeJS.ProcessEnv = {}) {
  const folder = temporaryFolder();
  const log = keptLog();
  const recorded: Invocation[] = [];
  const opened = openFunctions({
    record: (invocation) => recorded.push(invocation),
    ...{ clock: machineClock(), random: machineRandom, log, folder: folder.path },
    functions: declarationSchema(place).parse({ functions }).functions,
    surroundings: () => ({
      url: "http://localhost:9500",
      credentials: { accessKeyId: "id", secretAccessKey: "secret" },
      process: { PATH: process.env.PATH, ...environment },
    }),
  });
  afterAll(async () => {
    await opened.close();
    folder[Symbol.dispose]();
  });
  return {
    ...opened,
    folder: folder.path,
    log,
    /** What was recorded of attempts. */
    recorded,
    /** Files of a second ago: what is written while it is loaded counts as changed, and so does what is in the same millisecond. */
    async write(files: Readonly<Record<string, string>>) {
      for (const [name, text] of Object.entries(files)) {
        const path = join(folder.path, name);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, text);
        await utimes(path, new Date(), new Date(Date.now() - 1000));
      }
    },
    /** Runs a function once, with patience for slow machines. */
    call: (name: string, event: unknown = {}, patience = 20_000): Promise<Answered> =>
      opened.run({ arn: arnOf(name), event, patience }),
  };
}
