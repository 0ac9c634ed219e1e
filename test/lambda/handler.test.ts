import { describe, expect, it } from "vitest";
import { functionsFor } from "./open.ts";

describe("A handler", () => {
  const { call, write } = functionsFor({
    typescript: { handler: "./typescript.ts#handler" },
    commonjs: { handler: "./commonjs.js#handler" },
  });

  it("may be TypeScript with what Node alone does not read", async () => {
    await write({
      "typescript.ts": `import { greet } from "./greet";
        enum Tone { Kind = "kind" }
        export const handler = async (event: { name: string }) => ({ said: greet(event.name), tone: Tone.Kind });`,
      "greet.ts": "export const greet = (name: string): string => `Hello, ${name}`;",
    });
    expect(await call("typescript", { name: "Ada" })).toEqual({
      kind: "answer",
      answer: { said: "Hello, Ada", tone: "kind" },
    });
  });

  it("may be CommonJS with a callback", async () => {
    await write({
      "commonjs.js": `const { join } = require("node:path");
        exports.handler = (event, context, callback) => callback(null, { ...event, path: join("a", "b"), file: __filename });`,
    });
    expect(await call("commonjs", { name: "Ada" })).toMatchObject({ answer: { name: "Ada", path: "a/b" } });
  });
});
