import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { optionList } from "../../src/config/options.ts";
import { root, runToEnd } from "../support/process.ts";

describe("The command line", () => {
  it.each([["--help"], ["-h"], ["start", "--help"]])("shows every option and variable (%s %s)", async (...args) => {
    const { code, stdout, stderr } = await runToEnd({ args: args.filter((arg) => arg !== undefined) });
    expect([code, stderr]).toEqual([0, ""]);
    for (const [, { flag, variable, default: value }] of optionList) {
      expect(stdout).toContain(variable);
      if (flag) expect(stdout).toContain(flag);
      if (flag && value) expect(stdout.replaceAll(/\s+/g, " ")).toContain(`${variable}, default ${value}`);
    }
    expect(Math.max(...stdout.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(110);
  });

  it.each(["--version", "-V"])("tells its version (%s)", async (flag) => {
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    expect(await runToEnd({ args: [flag] })).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: "" });
  });
});
