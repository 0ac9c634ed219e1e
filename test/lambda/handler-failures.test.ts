import { describe, expect, it } from "vitest";
import { functionsFor, js } from "./open.ts";

describe("A handler that fails", () => {
  const { call, write, log } = functionsFor({
    broken: js("broken.mjs"),
    absent: js("absent.ts"),
    syntax: js("syntax.ts"),
    unresolved: js("unresolved.ts"),
    "not-exported": js("not-exported.ts"),
    hasty: js("hasty.mjs", { timeout: 0.3 }),
    small: js("small.mjs", { timeout: 50 }),
  });
  const error = (errorType: string, errorMessage: unknown) => ({ kind: "error", errorType, errorMessage });

  it.each([
    ["throws", "export const handler = async () => { throw new TypeError('no'); };", error("TypeError", "no")],
    ["throws at once", "export const handler = () => { throw new RangeError('no'); };", error("RangeError", "no")],
    ["throws text", "export const handler = async () => { throw 'no'; };", error("string", "no")],
    [
      "calls back with an error",
      "export const handler = (event, context, callback) => callback(new Error('Denied'));",
      error("Error", "Denied"),
    ],
    ["calls context.fail", "export const handler = (event, context) => context.fail('no');", error("string", "no")],
    [
      "leaves a rejection to nobody",
      "export const handler = () => { Promise.reject(new Error('lost')); return new Promise((r) => setTimeout(r, 5000)); };",
      error("Runtime.UnhandledPromiseRejection", "lost"),
    ],
    [
      "throws where nobody catches it",
      "export const handler = () => { setTimeout(() => { throw new Error('late'); }); return new Promise((r) => setTimeout(r, 5000)); };",
      error("Error", "late"),
    ],
    [
      "answers with what JSON cannot hold",
      "export const handler = async () => 1n;",
      error("Runtime.MarshalError", expect.stringMatching(/^Unable to stringify response body: .*BigInt/)),
    ],
    [
      "answers with 10 MB",
      "export const handler = async () => 'x'.repeat(10_000_000);",
      error(
        "Function.ResponseSizeTooLarge",
        "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
      ),
    ],
    [
      "throws with a message of any length, of which the beginning is told",
      "export const handler = () => { throw new Error('x'.repeat(10_000_000)); };",
      error("Error", "x".repeat(256 * 1024)),
    ],
    [
      "exits",
      "export const handler = async () => process.exit(3);",
      error(
        "Runtime.ExitError",
        expect.stringMatching(/^RequestId: [\da-f-]{36} Error: Runtime exited with error: exit status 3$/),
      ),
    ],
    [
      "exits as if nothing were",
      "export const handler = async () => process.exit(0);",
      error("Runtime.ExitError", expect.stringMatching(/Error: Runtime exited without providing a reason$/)),
    ],
    [
      "kills its process",
      "export const handler = async () => { process.kill(process.pid, 'SIGKILL'); };",
      error("Runtime.ExitError", expect.stringMatching(/exit status 1$/)),
    ],
    [
      "throws nothing at all, with nobody to see it",
      `export const handler = () => {
        process.removeAllListeners("uncaughtException");
        setTimeout(() => { throw null; });
        return new Promise((r) => setTimeout(r, 5000));
      };`,
      error("Runtime.ExitError", expect.stringMatching(/exit status 1$/)),
    ],
    [
      "cannot be loaded",
      "throw new Error('no database'); export const handler = async () => 1;",
      error("Error", "no database"),
    ],
  ])("is told apart when it %s, and the next call is a new one", async (_what, source, outcome) => {
    await write({ "broken.mjs": source });
    expect(await call("broken")).toEqual(outcome);
    await write({ "broken.mjs": "export const handler = async () => 'well';" });
    expect(await call("broken")).toEqual({ kind: "answer", answer: "well" });
  });

  it("may speak to whoever has started its thread, who does not listen", async () => {
    const words = ["null", "'ready'", "{}", "{ kind: 'log' }", "{ kind: 'answer' }", "{ kind: 'error', error: 1 }"];
    await write({
      "broken.mjs": `import { parentPort } from "node:worker_threads";
        export const handler = async () => {
          for (const word of [${words.join()}]) parentPort.postMessage(word);
          return "well";
        };`,
    });
    expect(await call("broken")).toEqual({ kind: "answer", answer: "well" });
  });

  it("is named when its file, what it imports or what it exports is not there, or is no program", async () => {
    await write({
      "syntax.ts": "export const handler = async () => {\n  return 1 +;\n};",
      "unresolved.ts": 'import { a } from "./nowhere"; export const handler = async () => a;',
      "not-exported.ts": "export const other = 1;",
    });
    expect(await call("absent")).toMatchObject(
      error("Runtime.ImportModuleError", expect.stringContaining("absent.ts")),
    );
    expect(await call("syntax")).toMatchObject(error("Runtime.UserCodeSyntaxError", 'syntax.ts:2:13: Unexpected ";"'));
    expect(await call("unresolved")).toMatchObject(
      error("Runtime.ImportModuleError", expect.stringContaining('Could not resolve "./nowhere"')),
    );
    expect(await call("not-exported")).toMatchObject(
      error("Runtime.HandlerNotFound", "handler is undefined or not exported"),
    );
    await write({ "absent.ts": "export const handler = async () => 'there';" });
    expect(await call("absent")).toEqual({ kind: "answer", answer: "there" });
  });

  it("is ended when it takes longer than its time, even in an endless loop", async () => {
    const text = /^\d{4}-\d\d-\d\dT[\d:.]+Z [\da-f-]{36} Task timed out after 0\.30 seconds$/;
    for (const body of ["for (;;);", "await new Promise((resolve) => setTimeout(resolve, 60_000));"]) {
      await write({ "hasty.mjs": `export const handler = async () => { ${body} };` });
      expect(await call("hasty")).toEqual(error("Sandbox.Timedout", expect.stringMatching(text)));
    }
    await write({ "hasty.mjs": "export const handler = async () => 'in time';" });
    expect(await call("hasty")).toEqual({ kind: "answer", answer: "in time" });
  });

  it.each([
    ["a map that grows", "all.set(all.size, all.size)"],
    ["buffers", "all.set(all.size, Buffer.alloc(10_000_000, 1))"],
  ])("is ended when it takes more memory than it has, for %s", async (_what, more) => {
    await write({
      "small.mjs": `export const handler = async () => { const all = new Map(); for (;;) ${more}; };`,
    });
    expect(await call("small", {}, 50_000)).toEqual(
      error("Runtime.ExitError", expect.stringMatching(/Runtime exited with error: signal: killed$/)),
    );
    await write({ "small.mjs": "export const handler = async () => 'well';" });
    expect(await call("small")).toEqual({ kind: "answer", answer: "well" });
  });

  it("gives way to a new one when it has kept more buffers than it has memory", async () => {
    await write({
      "small.mjs": `const kept = [];
        export const handler = async () => { kept.push(Buffer.alloc(50 * 1024 * 1024, 1)); return kept.length; };`,
    });
    const lengths = [];
    for (let turn = 0; turn < 4; turn++) lengths.push(await call("small"));
    expect(lengths.map((answer) => "answer" in answer && answer.answer)).toEqual([1, 2, 3, 1]);
  });

  it("tells of what it throws in the log, where it stands in the source", async () => {
    await write({ "broken.mjs": "\n\nexport const handler = async () => { throw new Error('seen'); };" });
    await call("broken");
    expect(log.lines.findLast((line) => line.includes("Error: seen"))).toMatch(/broken\.mjs:3:/);
  });
});
