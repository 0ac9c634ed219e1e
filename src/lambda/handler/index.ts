/**
 * Runs a handler in TypeScript or JavaScript: bundled by esbuild, in worker threads of this process, and bundled anew
 * after one of its files has changed. What runs in a thread is thread.ts. Called by ../functions.ts.
 */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Clock } from "../../clock.ts";
import { handlerOf, type LocalFunction, type Runner } from "../function.ts";
import { type Code, Instances } from "../instances.ts";
import { runOnce } from "../run-once.ts";
import { type Bundle, bundler } from "./bundle.ts";
import { startThread } from "./handler-thread.ts";

export function handlerRunner({ settings, folder, environment }: LocalFunction, clock: Clock): Runner {
  const { file, name: handlerName } = handlerOf(settings.handler ?? "");
  const path = resolve(folder, file);
  const bundle = bundler(path, clock);
  const instances = new Instances();
  const { timeout, memory } = settings;

  let code: { readonly bundle: Bundle; readonly code: Code } | undefined;
  function codeOf(bundle: Bundle): Code {
    if (code?.bundle === bundle) return code.code;
    const data = { url: pathToFileURL(path).href, source: bundle.source, handlerName, environment, memory };
    code = { bundle, code: { start: () => startThread(data) } };
    return code.code;
  }

  return {
    async run(invocation) {
      const bundled = await bundle();
      if (bundled.kind === "error") {
        invocation.log(bundled.errorMessage);
        return bundled;
      }
      return runOnce({ instances, clock, timeout }, codeOf(bundled), invocation);
    },
    close: () => instances.close(),
  };
}
