import { expect, it, vi } from "vitest";
import { functionsFor, js } from "./open.ts";

const build = vi.hoisted(() => vi.fn());
vi.mock("esbuild", async (importOriginal) => {
  const esbuild = await importOriginal<typeof import("esbuild")>();
  build.mockImplementation(esbuild.build);
  return { ...esbuild, build };
});

const { call, write } = functionsFor({ edited: js("edited.mjs") });

const source = (word: string) => `export const handler = async () => "${word}";`;
const manyCalls = (name: string) => Promise.all(Array.from({ length: 20 }, () => call(name)));

it("A handler is bundled once for all the calls that come after an edit", async () => {
  await write({ "edited.mjs": source("before") });
  await call("edited");
  await write({ "edited.mjs": source("after the edit") });
  build.mockClear();
  expect(await manyCalls("edited")).toEqual(Array(20).fill({ kind: "answer", answer: "after the edit" }));
  expect(build).toHaveBeenCalledTimes(1);
});
