import { describe, expect, it } from "vitest";
import { arnOf, functionsFor, js } from "./open.ts";

describe("An ARN", () => {
  const { run, has, write } = functionsFor({ named: js("named.mjs") });
  const call = (arn: string) => run({ arn, event: {}, patience: 20_000 });

  it("finds its function by name, with a version or an alias and whichever account and region", async () => {
    await write({
      "named.mjs":
        "export const handler = async (event, context) => [context.invokedFunctionArn, process.env.AWS_REGION];",
    });
    for (const suffix of ["", ":live", ":7", ":$LATEST"]) {
      const arn = `arn:aws:lambda:eu-west-3:000000000001:function:named${suffix}`;
      expect(has(arn)).toBe(true);
      expect(await call(arn)).toEqual({ kind: "answer", answer: [arn, "eu-west-3"] });
    }
  });

  it("that maps to nothing is not run", async () => {
    for (const name of ["unnamed", "toString", "__proto__"]) {
      expect(has(arnOf(name))).toBe(false);
      expect(await call(arnOf(name))).toEqual({
        kind: "not-run",
        code: "ResourceNotFoundException",
        reason: `functions in poolhouse.yaml has no ${name}`,
      });
    }
  });
});
