import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { operationsTable } from "../../docs/operations-table.ts";
import { operations } from "../../src/operations/index.ts";
import { sdkOperations } from "./sdk-contract.ts";

const ours = operations.AWSCognitoIdentityProviderService;

function membersOf(name: string): Record<string, z.ZodType> {
  const input = ours.get(name)?.input;
  return input instanceof z.ZodObject ? input.shape : {};
}

describe("The operations, beside the AWS SDK's commands", () => {
  it("have no name that the SDK does not have", () => {
    const known = new Set(sdkOperations.map(({ name }) => name));
    expect([...ours.keys()].filter((name) => !known.has(name))).toEqual([]);
  });

  it("bear the name under which they stand in the table", () => {
    for (const [name, operation] of ours) expect(operation.name).toBe(name);
  });

  const present = sdkOperations.filter(({ name }) => ours.has(name));
  it.each(present)("$name takes the members that the SDK sends", ({ name, members }) => {
    expect(Object.keys(membersOf(name)).sort()).toEqual([...members].sort());
  });

  it.each(present)("$name cannot do without what the SDK calls required", ({ name, required }) => {
    const needed = Object.entries(membersOf(name)).filter(([, schema]) => !schema.safeParse(undefined).success);
    expect(needed.map(([member]) => member).sort()).toEqual([...required].sort());
  });

  it("are what the README's table shows", async () => {
    const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
    expect(readme).toContain(operationsTable());
  });
});
