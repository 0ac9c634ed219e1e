import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { arnOf, functionsFor, js } from "./open.ts";

describe("A handler in TypeScript or JavaScript", () => {
  const { call, write, folder } = functionsFor({
    typescript: js("typescript.ts"),
    mts: js("module.mts"),
    cts: js("commonjs.cts"),
    commonjs: js("commonjs.js"),
    cjs: js("commonjs.cjs"),
    mjs: js("module.mjs"),
    mapped: js("mapped/handler.ts"),
    packages: js("packages.ts"),
    "other-name": { handler: "./typescript.ts#other" },
    "no-name": { handler: "./typescript.ts" },
  });

  it("has what Node alone does not read: enums, imports without extension", async () => {
    await write({
      "typescript.ts": `import { greet } from "./greet";
        enum Tone { Kind = "kind" }
        export const handler = async (event: { name: string }) => ({ said: greet(event.name), tone: Tone.Kind });
        export const other = async () => "other";`,
      "greet.ts": 'export const greet = (name: string): string => "Hello, " + name;',
    });
    const answer = { said: "Hello, Ada", tone: "kind" };
    expect(await call("typescript", { name: "Ada" })).toEqual({ kind: "answer", answer });
    expect(await call("no-name", { name: "Ada" })).toEqual({ kind: "answer", answer });
    expect(await call("other-name")).toEqual({ kind: "answer", answer: "other" });
  });

  it("may be an ES module, with await at its top, or CommonJS, by whichever extension", async () => {
    const module = `import { readFile } from "node:fs/promises";
      const own = await readFile(new URL(import.meta.url), "utf8");
      export const handler = async () => own.length;`;
    const commonjs = `const { basename } = require("node:path");
      exports.handler = async () => [basename(__filename), __dirname];`;
    await write({ "module.mts": module, "module.mjs": module });
    await write({ "commonjs.cts": commonjs, "commonjs.js": commonjs, "commonjs.cjs": commonjs });
    for (const name of ["mts", "mjs"]) expect(await call(name)).toEqual({ kind: "answer", answer: module.length });
    for (const [name, file] of Object.entries({ cts: "commonjs.cts", commonjs: "commonjs.js", cjs: "commonjs.cjs" })) {
      expect(await call(name)).toEqual({ kind: "answer", answer: [file, folder] });
    }
  });

  it("knows where each of its files stands, in CommonJS and in ES modules", async () => {
    await write({
      "lib/one/page.html": "one",
      "lib/one/index.cjs":
        '#!/usr/bin/env node\nexports.page = require("node:fs").readFileSync(__dirname + "/page.html", "utf8");',
      "lib/two/page.html": "two",
      "lib/two/index.mts": `import { readFileSync } from "node:fs";
        const __dirname = import.meta.dirname;
        export const page = [readFileSync(new URL("page.html", import.meta.url), "utf8"), __dirname === import.meta.dirname];`,
      "typescript.ts": `import { page as one } from "./lib/one/index.cjs"; import { page as two } from "./lib/two/index.mjs";
        export const handler = async () => [one, ...two, __filename.endsWith("typescript.ts")];`,
    });
    expect(await call("typescript")).toEqual({ kind: "answer", answer: ["one", "two", true, true] });
  });

  it("imports by the paths of tsconfig.json", async () => {
    await write({
      "mapped/tsconfig.json": '{ "compilerOptions": { "baseUrl": ".", "paths": { "@lib/*": ["lib/*"] } } }',
      "mapped/lib/one.ts": "export const one: number = 1;",
      "mapped/handler.ts": 'import { one } from "@lib/one"; export const handler = async () => one;',
    });
    expect(await call("mapped")).toEqual({ kind: "answer", answer: 1 });
  });

  it("is read anew when tsconfig.json has changed, or what that extends", async () => {
    const paths = (target: string) => `{ "compilerOptions": { "paths": { "@lib/one": ["${target}"] } } }`;
    await write({
      "mapped/tsconfig.json": '{ "extends": ["./config/strict.json", "./config/paths"] } // in this order',
      "mapped/config/strict.json": '{ "compilerOptions": { "strict": true } }',
      "mapped/config/paths.json": '{ "extends": "../base.json" }',
      "mapped/base.json": paths("./lib/one"),
      "mapped/lib/one.ts": "export const one = 1;",
      "mapped/lib/two.ts": "export const one = 2;",
      "mapped/handler.ts": 'import { one } from "@lib/one"; export const handler = async () => one;',
    });
    expect(await call("mapped")).toEqual({ kind: "answer", answer: 1 });
    await write({ "mapped/base.json": paths("./lib/two") });
    expect(await call("mapped")).toEqual({ kind: "answer", answer: 2 });
    await write({ "mapped/config/paths.json": paths("../lib/one") });
    expect(await call("mapped")).toEqual({ kind: "answer", answer: 1 });
  });

  it("imports the user's own packages, ES modules and CommonJS, as Node does", async () => {
    await write({
      "node_modules/esm/package.json": '{ "name": "esm", "type": "module", "exports": "./index.js" }',
      "node_modules/esm/index.js": "export const where = import.meta.url;",
      "node_modules/cjs/package.json": '{ "name": "cjs" }',
      "node_modules/cjs/index.js": "exports.where = __filename;",
      "packages.ts": `import { where as esm } from "esm"; import { where as cjs } from "cjs";
        export const handler = async () => [esm.endsWith("/node_modules/esm/index.js"), cjs.endsWith("/node_modules/cjs/index.js")];`,
    });
    expect(await call("packages")).toEqual({ kind: "answer", answer: [true, true] });
  });

  it("finds in packages of CommonJS the names that they have when they run", async () => {
    await write({
      "node_modules/computed/package.json": '{ "name": "computed" }',
      "node_modules/computed/index.js": 'for (const name of ["one", "two"]) module.exports[name] = name;',
      "node_modules/transpiled/package.json": '{ "name": "transpiled" }',
      "node_modules/transpiled/index.js":
        'Object.defineProperty(exports, "__esModule", { value: true }); exports.default = "the default";',
      "node_modules/@scope/both/package.json":
        '{ "name": "@scope/both", "exports": { "./deep": { "import": "./deep.mjs", "require": "./deep.cjs" } } }',
      "node_modules/@scope/both/deep.mjs": 'export const format = "module";',
      "node_modules/@scope/both/deep.cjs": 'exports.format = "commonjs";',
      "packages.ts": `import { one, two } from "computed"; import standard from "transpiled"; import { format } from "@scope/both/deep";
        export const handler = async () => [one, two, standard, format, require("@scope/both/deep").format, require.resolve("computed").length > 0];`,
    });
    expect(await call("packages")).toEqual({
      kind: "answer",
      answer: ["one", "two", "the default", "module", "commonjs", true],
    });
  });

  it("bundles a package of the same workspace, in TypeScript as it is", async () => {
    await write({
      "packages/shared/package.json": '{ "name": "shared", "type": "module", "exports": "./index.ts" }',
      "packages/shared/index.ts": "export enum Plan { Pro = 'pro' }",
      "packages.ts": 'import { Plan } from "shared"; export const handler = async () => Plan.Pro;',
    });
    await symlink(join(folder, "packages/shared"), join(folder, "node_modules/shared"));
    expect(await call("packages")).toEqual({ kind: "answer", answer: "pro" });
  });
});

describe("A handler's answer", () => {
  const { call, write } = functionsFor({ answer: js("answer.mjs") });

  it.each([
    ["returned", "export const handler = (event) => Promise.resolve(event);", { a: 1 }],
    ["given to the callback", "export const handler = (event, context, callback) => callback(null, event);", { a: 1 }],
    ["given to context.done", "export const handler = (event, context) => context.done(null, event);", { a: 1 }],
    ["given to context.succeed", "export const handler = (event, context) => context.succeed(event);", { a: 1 }],
    [
      "given to the callback after a while",
      "export const handler = (event, context, callback) => void setTimeout(callback, 20, null, event);",
      { a: 1 },
    ],
    ["nothing", "export const handler = async () => {};", null],
    ["nothing, where nobody calls back", "export const handler = () => {};", null],
    ["nothing, where nobody will ever settle the promise", "export const handler = () => new Promise(() => {});", null],
  ])("may be %s", async (_how, source, answer) => {
    await write({ "answer.mjs": source });
    expect(await call("answer", { a: 1 })).toEqual({ kind: "answer", answer });
  });

  it("is that of its own call, however late another one ends again", async () => {
    await write({
      "answer.mjs": `let calls = 0;
        const after = (milliseconds, value) => new Promise((resolve) => setTimeout(resolve, milliseconds, value));
        export const handler = async (event, context) => {
          if (++calls > 1) return after(400, "second");
          setTimeout(context.fail, 150, new Error("first, once more"));
          context.succeed("first");
          return after(100, "first, again");
        };`,
    });
    expect(await call("answer")).toEqual({ kind: "answer", answer: "first" });
    expect(await call("answer")).toEqual({ kind: "answer", answer: "second" });
  });

  it("waits for the event loop to be empty after the callback, unless the context says not to", async () => {
    const handler = (first: string) => `globalThis.slow ??= "not yet";
      export const handler = (event, context, callback) => {
        ${first}
        const was = globalThis.slow;
        setTimeout(() => { globalThis.slow = "done"; }, 300);
        callback(null, was);
      };`;
    await write({ "answer.mjs": handler("") });
    expect(await call("answer")).toMatchObject({ answer: "not yet" });
    expect(await call("answer")).toMatchObject({ answer: "done" });
    await write({ "answer.mjs": handler("context.callbackWaitsForEmptyEventLoop = false;") });
    expect(await call("answer")).toMatchObject({ answer: "not yet" });
    expect(await call("answer")).toMatchObject({ answer: "not yet" });
  });
});

describe("A handler, from one call to the next", () => {
  const { call, write, folder, log } = functionsFor(
    {
      kept: js("kept.ts"),
      slow: js("slow.ts", { timeout: 10 }),
      loud: js("loud.ts"),
      told: js("told.ts", { timeout: 9, environment: { GREETING: "hello" } }),
    },
    { POOLHOUSE_SECRET: "the service's own secret", SOMETHING: "else" },
  );

  it("keeps what it has loaded", async () => {
    await write({ "kept.ts": "let calls = 0; export const handler = async () => ++calls;" });
    expect([await call("kept"), await call("kept")]).toMatchObject([{ answer: 1 }, { answer: 2 }]);
  });

  it("is loaded anew when its file or one that it imports has changed", async () => {
    await write({
      "kept.ts": 'import { word } from "./word"; let calls = 0; export const handler = async () => word + ++calls;',
      "word.ts": 'export const word = "one";',
    });
    expect([await call("kept"), await call("kept")]).toMatchObject([{ answer: "one1" }, { answer: "one2" }]);
    await writeFile(join(folder, "word.ts"), 'export const word = "two";');
    expect(await call("kept")).toMatchObject({ answer: "two1" });
  });

  it("runs one call at a time in each thread, and as many threads as it takes", async () => {
    await write({
      "slow.ts": `let running = 0;
        export const handler = async () => {
          const alone = ++running === 1;
          await new Promise((resolve) => setTimeout(resolve, 200));
          running--;
          return alone;
        };`,
    });
    const answers = await Promise.all(Array.from({ length: 8 }, () => call("slow")));
    expect(answers).toEqual(Array(8).fill({ kind: "answer", answer: true }));
  });

  it("is no answer when the caller's patience ends, while it goes on", async () => {
    await write({
      "slow.ts":
        "export const handler = async () => { await new Promise((r) => setTimeout(r, 600)); console.log('went on'); };",
    });
    await call("slow");
    expect(await call("slow", {}, 50)).toEqual({ kind: "no-answer" });
    await expect.poll(() => log.lines.filter((line) => line.includes("went on")).length, { timeout: 5000 }).toBe(2);
  });

  it("has what it writes in the log, with the request's id, and no more than the log can bear", async () => {
    await write({
      "loud.ts": `console.log("loading");
        export const handler = async (event: { flood?: true }, context: { awsRequestId: string }) => {
          console.log("one", { two: 2 });
          console.error("three");
          for (let line = 0; event.flood && line < 100_000; line++) console.log("a line of a flood", line);
          return context.awsRequestId;
        };`,
    });
    const answer = await call("loud");
    const id = "answer" in answer ? answer.answer : undefined;
    const facts = JSON.stringify({ function: "loud", requestId: id });
    expect(log.lines.filter((line) => line.includes(facts))).toEqual([
      `info loading ${facts}`,
      `info one { two: 2 } ${facts}`,
      `info three ${facts}`,
    ]);
    const before = log.lines.length;
    await call("loud", { flood: true });
    expect(log.lines.length - before).toBeLessThan(20_000);
    expect(log.lines.at(-1)).toContain("… and more, which is not shown");
  });

  it("knows where it is, by context and variables, and nothing of the service's own", async () => {
    await write({
      "told.ts": `export const handler = async (event: object, context: any) =>
        ({ context: { ...context }, left: context.getRemainingTimeInMillis(), env: process.env });`,
    });
    const answer = (await call("told")) as { answer: { context: object; left: number; env: Record<string, string> } };
    expect(answer.answer.context).toMatchObject({
      awsRequestId: expect.stringMatching(/^[\da-f-]{36}$/),
      functionName: "told",
      functionVersion: "$LATEST",
      invokedFunctionArn: arnOf("told"),
      memoryLimitInMB: "128",
      logGroupName: "/aws/lambda/told",
      logStreamName: expect.stringMatching(/^\[\$LATEST\][\da-f]{32}$/),
      callbackWaitsForEmptyEventLoop: true,
    });
    expect(answer.answer.left).toBeGreaterThan(7000);
    expect(answer.answer.left).toBeLessThanOrEqual(9000);
    const { env } = answer.answer;
    expect(env).toMatchObject({
      AWS_LAMBDA_FUNCTION_NAME: "told",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
      AWS_REGION: "us-east-1",
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: "http://localhost:9500",
      AWS_ENDPOINT_URL_KMS: "http://localhost:9500",
      LAMBDA_TASK_ROOT: folder,
      _HANDLER: "told.handler",
      TZ: ":UTC",
      GREETING: "hello",
    });
    expect(Object.keys(env).filter((name) => /POOLHOUSE|SOMETHING/.test(name))).toEqual([]);
  });
});
