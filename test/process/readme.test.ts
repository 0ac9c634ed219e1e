import { execFile } from "node:child_process";
import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { peopleOf } from "../support/people.ts";
import { launch, root, type ServiceProcess } from "../support/process.ts";
import { exportedBy, readmeBlock } from "../support/readme.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const run = promisify(execFile);
const endpoint = "http://localhost:9500";

/** The code as it is for a service that does not have the usual port. */
function at({ url }: ServiceProcess, code: string): string {
  expect(code).toContain(endpoint);
  return code.replaceAll(endpoint, url);
}

/** What it prints, run where npm has put its packages, with no more in the environment than a shell has. */
async function outputOf(code: string, environment: Record<string, string> = {}): Promise<string> {
  using folder: ReturnType<typeof temporaryFolder> = temporaryFolder();
  await symlink(join(root, "node_modules"), join(folder.path, "node_modules"));
  await writeFile(join(folder.path, "try.mjs"), code);
  const env = { PATH: process.env.PATH, HOME: folder.path, ...environment };
  const { stdout } = await run(process.execPath, ["try.mjs"], { cwd: folder.path, env });
  return stdout;
}

const sdkExample = () => readmeBlock("js", 'from "@aws-sdk/client-cognito-identity-provider"');

describe("The README's example", () => {
  it("with the SDK works as it is pasted", async () => {
    await using service: ServiceProcess = await launch();
    const output = await outputOf(at(service, await sdkExample()));
    expect(output).toMatch(/^alice \[/);
    expect(output).toContain("alice@example.com");
  });

  it("with the SDK needs no word of the service where the environment names it", async () => {
    await using service: ServiceProcess = await launch();
    const code = (await sdkExample()).replace(`{ endpoint: "${endpoint}", region: "us-east-1" }`, "{}");
    expect(code).not.toContain("localhost");
    const exported = await readmeBlock("sh", "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER");
    expect(await outputOf(code, exportedBy(at(service, exported)))).toMatch(/^alice \[/);
  });

  it("of a backend verifies a token, but none that has expired or is another", async () => {
    await using service: ServiceProcess = await launch();
    const { AccessToken } = await peopleOf(service).signIn("alice");
    const verifying = at(service, await readmeBlock("js", 'from "jose"'));
    const printing = (token: string) =>
      `${verifying}\nconsole.log((await verify("${token}").catch(({ code }) => ({ username: code }))).username);`;
    expect(await outputOf(printing(AccessToken))).toBe("alice\n");
    await service.control("PUT", "/clock", { advance: "-PT2H" });
    const { AccessToken: expired } = await peopleOf(service).signIn("alice");
    await service.control("PUT", "/clock", { reset: true });
    expect(await outputOf(printing(expired))).toBe("ERR_JWT_EXPIRED\n");
    expect(await outputOf(printing(`${AccessToken.slice(0, -9)}AAAAAAAAA`))).toMatch(/^ERR_JW/);
  });

  it("of the inbox finds a code", async () => {
    await using service: ServiceProcess = await launch();
    await peopleOf(service).signUp("carol");
    const curl = at(service, await readmeBlock("sh", "curl"));
    const [, url = ""] = /'([^']+)'/.exec(curl) ?? [];
    const messages = (await (await fetch(url)).json()) as { code: string }[];
    expect(messages.at(-1)?.code).toMatch(/^\d{6}$/);
  });

  it("of poolhouse.yaml makes a pool whose user can sign in", async () => {
    using folder: ReturnType<typeof temporaryFolder> = temporaryFolder();
    const yaml = await readmeBlock("yaml", "Users:");
    await writeFile(join(folder.path, "poolhouse.yaml"), yaml);
    await using service: ServiceProcess = await launch({ folder: folder.path });
    const code = (await sdkExample()).replace("poolhousepublicclient00001", "myappclient000000000000001");
    const output = await outputOf(at(service, code).replace('USERNAME: "alice"', 'USERNAME: "carol"'));
    expect(output).toMatch(/^carol \[/);
  });

  it("of shared mode starts a service that misses nothing", async () => {
    using folder: ReturnType<typeof temporaryFolder> = temporaryFolder();
    const environment = exportedBy(await readmeBlock("sh", "--mode shared"));
    expect(Object.keys(environment)).toHaveLength(5);
    const flags = { mode: "shared", host: "0.0.0.0", database: join(folder.path, "kept.db") };
    await using service: ServiceProcess = await launch({ flags, environment });
    expect(service.output.stderr).toBe("");
  });

  it("with openid-client leads to where people sign in", async () => {
    await using service: ServiceProcess = await launch();
    const output = await outputOf(at(service, await readmeBlock("js", 'from "openid-client"')));
    const url = new URL(output.trim());
    expect(url.origin).toBe(service.url);
    const { status, headers } = await fetch(url, { redirect: "manual" });
    expect([status, headers.get("location")]).toEqual([302, expect.stringMatching(/^\/us-east-1_Poolhouse\/login\?/)]);
  });
});
