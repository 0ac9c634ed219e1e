/**
 * Runs a handler in Python: runtimes/python.py in processes of its own, which stay for the next invocation, and are
 * started anew after one of the files that they have loaded has changed. Called by ../functions.ts.
 */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { assets } from "../../assets.ts";
import type { Clock } from "../../clock.ts";
import { canStart } from "../child.ts";
import { handlerOf, type LocalFunction, type Runner } from "../function.ts";
import { type Code, Instances } from "../instances.ts";
import { runOnce } from "../run-once.ts";
import { WatchedFiles } from "../watched-files.ts";
import { startPython } from "./python-process.ts";

const runtime = fileURLToPath(new URL("runtimes/python.py", assets));
const program = "python3";

export function pythonRunner({ settings, folder, environment }: LocalFunction, clock: Clock): Runner {
  const { file, name } = handlerOf(settings.python ?? "");
  const path = resolve(folder, file);
  const instances = new Instances();
  const { timeout } = settings;
  // Without -B an edit within the second in which bytecode was written would not be seen.
  const command = [program, "-B", runtime, path, name] as const;

  let current: { readonly files: WatchedFiles; readonly code: Code } | undefined;
  function codeNow(): Code {
    if (current && !current.files.haveChanged()) return current.code;
    const files = new WatchedFiles();
    const start = () => {
      const since = clock.machineNow().getTime();
      files.add([path], since);
      return startPython({ command, folder, environment }, (loaded) => files.add(loaded, since));
    };
    current = { files, code: { start } };
    return current.code;
  }

  return {
    async run(invocation) {
      if (!canStart(program, { folder, environment })) {
        return { kind: "not-run", code: "ServiceException", reason: `there is no ${program} on the PATH` };
      }
      return runOnce({ instances, clock, timeout }, codeNow(), invocation);
    },
    close: () => instances.close(),
  };
}
