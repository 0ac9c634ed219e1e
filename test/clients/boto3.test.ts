import { execFile } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startForAll } from "../support/start.ts";
import { findTool, visibleSkip } from "./tools.ts";

const python = await findTool(
  ["/usr/bin/python3", "python3"],
  ["-c", "import boto3; print(boto3.__version__)"],
  /^1\./,
);

/** boto3 as Debian packages it. */
describe.skipIf(!python)(`boto3${visibleSkip(python, "python3-boto3")}`, async () => {
  const service = await startForAll("memory");

  it("makes a pool and a client, signs people up and in, and lists them by filter and by page", async () => {
    const script = join(import.meta.dirname, "boto3-tour.py");
    const output = await new Promise<string>((resolve, reject) => {
      execFile(python!, [script, service.current.url], (error, out, err) =>
        error ? reject(new Error(err)) : resolve(out),
      );
    });
    expect(output.trim()).toBe("the tour is over");
  }, 60_000);
});
