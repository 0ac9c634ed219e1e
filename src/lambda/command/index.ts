/**
 * Runs a program that speaks the Lambda Runtime API, in whatever language, and starts it again when it has ended or when
 * one of the files that its command names has changed. Called by ../functions.ts.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Clock } from "../../clock.ts";
import { canStart } from "../child.ts";
import type { LocalFunction, Runner } from "../function.ts";
import { type Code, Instances } from "../instances.ts";
import { runOnce } from "../run-once.ts";
import { WatchedFiles } from "../watched-files.ts";
import { startProgram } from "./program.ts";

export function commandRunner({ settings, folder, environment }: LocalFunction, clock: Clock): Runner {
  const command = settings.command as [string, ...string[]];
  const [program] = command;
  const files = command.map((word) => resolve(folder, word)).filter((path) => existsSync(path));
  const instances = new Instances();
  const { timeout } = settings;

  let current: { readonly files: WatchedFiles; readonly code: Code } | undefined;
  function codeNow(): Code {
    if (current && !current.files.haveChanged()) return current.code;
    const watched = new WatchedFiles();
    watched.add(files, clock.machineNow().getTime());
    current = { files: watched, code: { start: () => startProgram({ command, folder, environment }) } };
    return current.code;
  }

  return {
    async run(invocation) {
      if (!canStart(program, { folder, environment })) {
        return { kind: "not-run", code: "ServiceException", reason: `there is no program ${program}` };
      }
      return runOnce({ instances, clock, timeout }, codeNow(), invocation);
    },
    close: () => instances.close(),
  };
}
