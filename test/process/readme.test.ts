import { execFile } from "node:child_process";
import { readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { launch, root, type ServiceProcess } from "../support/process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const run = promisify(execFile);

/** The README's example with a library, as one would paste it into a file. */
async function example(library = "@aws-sdk/client-cognito-identity-provider"): Promise<string> {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const blocks = [...readme.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code = ""]) => code);
  const found = blocks.find((code) => code.includes(`from "${library}"`));
  return found ?? expect.fail(`The README has no example with ${library}.`);
}

/** What it prints, run where npm has put the SDK, with no more in the environment than a shell has. */
async function outputOf(code: string, environment: Record<string, string> = {}): Promise<string> {
  using folder: ReturnType<typeof temporaryFolder> = temporaryFolder();
  await symlink(join(root, "node_modules"), join(folder.path, "node_modules"));
  await writeFile(join(folder.path, "try.mjs"), code);
  const env = { PATH: process.env.PATH, HOME: folder.path, ...environment };
  const { stdout } = await run(process.execPath, ["try.mjs"], { cwd: folder.path, env });
  return stdout;
}

describe("The README's example", () => {
  const endpoint = "http://localhost:9500";

  it("works as it is pasted", async () => {
    await using service: ServiceProcess = await launch();
    const code = await example();
    expect(code).toContain(endpoint);
    const output = await outputOf(code.replaceAll(endpoint, service.url));
    expect(output).toMatch(/^alice \[/);
    expect(output).toContain("alice@example.com");
  });

  it("needs no word of the service where the environment names it", async () => {
    await using service: ServiceProcess = await launch();
    const code = (await example()).replace(`{ endpoint: "${endpoint}", region: "us-east-1" }`, "{}");
    expect(code).not.toContain("localhost");
    const output = await outputOf(code, {
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: service.url,
      AWS_REGION: "us-east-1",
    });
    expect(output).toMatch(/^alice \[/);
  });

  it("with openid-client leads to where people sign in", async () => {
    await using service: ServiceProcess = await launch();
    const output = await outputOf((await example("openid-client")).replaceAll(endpoint, service.url));
    const url = new URL(output.trim());
    expect(url.origin).toBe(service.url);
    const { status, headers } = await fetch(url, { redirect: "manual" });
    expect([status, headers.get("location")]).toEqual([302, expect.stringMatching(/^\/us-east-1_Poolhouse\/login\?/)]);
  });
});
