import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { type Poolhouse, type PoolhouseOptions, startPoolhouse } from "../../src/testing/index.ts";
import { root } from "../support/process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const ClientId = "poolhousepublicclient00001";
const hour = 3_600_000;
const arn = "arn:aws:lambda:us-east-1:123456789012:function:nobody";

async function started(options?: PoolhouseOptions): Promise<Poolhouse> {
  const poolhouse = await startPoolhouse(options);
  onTestFinished(() => poolhouse.stop());
  return poolhouse;
}

describe("startPoolhouse", () => {
  let poolhouse: Poolhouse;
  let cognito: CognitoIdentityProvider;
  beforeAll(async () => {
    poolhouse = await startPoolhouse({ folder: import.meta.dirname });
    cognito = new CognitoIdentityProvider(poolhouse.sdk);
  });
  afterAll(() => poolhouse.stop());

  const signUp = (Username: string) => {
    const UserAttributes = [{ Name: "email", Value: `${Username}@example.com` }];
    return cognito.signUp({ ClientId, Username, Password: "Passw0rd!", UserAttributes });
  };

  it("starts the default pool, which the SDK reaches", async () => {
    expect(poolhouse.userPoolIds).toEqual(["us-east-1_Poolhouse"]);
    const { UserPool } = await cognito.describeUserPool({ UserPoolId: poolhouse.userPoolIds[0] });
    expect(UserPool?.Name).toBe("Poolhouse");
  });

  it("reads what was sent, and the newest code", async () => {
    await signUp("ann");
    await cognito.resendConfirmationCode({ ClientId, Username: "ann" });
    const messages = await poolhouse.messages({ destination: "ann@example.com" });
    expect(messages).toMatchObject([{ username: "ann", medium: "EMAIL" }, { attribute: "email" }]);
    expect(await poolhouse.codeSentTo("ann@example.com")).toBe(messages[1]?.code);
    expect(await poolhouse.messages({ destination: "ann@example.com", after: messages[0]?.id })).toEqual([messages[1]]);
    await expect(poolhouse.codeSentTo("nobody@example.com")).rejects.toThrow("No code was sent to nobody@example.com.");
  });

  it("moves the clock by a duration or to a moment, and puts it back", async () => {
    expect((await poolhouse.moveClock("PT2H")).getTime() - Date.now()).toBeGreaterThan(1.9 * hour);
    expect((await poolhouse.moveClock(new Date("2031-01-01T00:00:00Z"))).getUTCFullYear()).toBe(2031);
    expect((await poolhouse.moveClock("2032-01-01T00:00:00Z")).getUTCFullYear()).toBe(2032);
    expect(Math.abs((await poolhouse.resetClock()).getTime() - Date.now())).toBeLessThan(hour);
    await expect(poolhouse.moveClock("PT1X")).rejects.toThrow("PUT /_poolhouse/clock: 400");
  });

  it("returns to the declared state", async () => {
    await signUp("bea");
    await poolhouse.reset();
    await signUp("bea");
    await poolhouse.reset("us-east-1_Poolhouse");
    expect(await poolhouse.messages()).toEqual([]);
    await signUp("bea");
  });

  it("goes its own way whatever a test does to time and to fetch()", async () => {
    vi.useFakeTimers();
    vi.stubGlobal("fetch", () => Promise.reject(new Error("mocked")));
    onTestFinished(() => void vi.useRealTimers().unstubAllGlobals());
    expect((await poolhouse.resetClock()).getTime()).toBeGreaterThan(0);
  });

  it("takes a declaration as an object, with functions that are found from the folder", async () => {
    const folder = temporaryFolder();
    onTestFinished(() => folder[Symbol.dispose]());
    const source = 'exports.handler = async () => { throw new Error("no " + process.env.WHO); };';
    await writeFile(join(folder.path, "gate.cjs"), source);
    const { sdk, invocations, userPoolIds, url } = await started({
      folder: folder.path,
      region: "eu-west-1",
      issuer: "aws",
      config: {
        functions: { gate: { handler: "./gate.cjs", environment: { WHO: "entry" } } },
        userPools: [
          {
            ...{ Id: "eu-west-1_Object001", PoolName: "object", LambdaConfig: { PreSignUp: "gate" } },
            Clients: [{ ClientId: "objectclient00000000000001", ClientName: "web" }],
          },
        ],
      },
    });
    expect(userPoolIds).toEqual(["eu-west-1_Object001"]);
    const discovery = await fetch(`${url}/eu-west-1_Object001/.well-known/openid-configuration`);
    expect(((await discovery.json()) as { issuer: string }).issuer).toMatch(/^https:\/\/cognito-idp\.eu-west-1\./);
    const input = { ClientId: "objectclient00000000000001", Username: "ann", Password: "Passw0rd!" };
    const refused = new CognitoIdentityProvider(sdk).signUp(input);
    await expect(refused).rejects.toThrow("PreSignUp failed with error no entry.");
    expect(await invocations({ triggerSource: "PreSignUp_SignUp" })).toMatchObject([
      { function: "gate", outcome: "error", error: { errorMessage: "no entry" } },
    ]);
  });

  it("takes a file, and any option; nothing of the test's own POOLHOUSE_ variables reaches it", async () => {
    vi.stubEnv("POOLHOUSE_REGION", "not a region");
    onTestFinished(() => void vi.unstubAllEnvs());
    const config = join(root, "examples/testing/poolhouse.yaml");
    expect((await started({ config, flags: { "rate-limits": "on" } })).userPoolIds).toEqual(["us-east-1_Testing01"]);
  });

  it("rejects with the reason where it does not start", async () => {
    await expect(startPoolhouse({ config: "nowhere.yaml" })).rejects.toThrow('There is no file "nowhere.yaml"');
    const wrong = startPoolhouse({ config: { userPools: [{ PoolName: "x" }] } });
    await expect(wrong).rejects.toThrow("userPools[0].Id: is required");
  });

  it("ends with the process that started it, however that ends", async () => {
    const source = `
      import { startPoolhouse } from ${JSON.stringify(join(root, "dist/testing.js"))};
      console.log((await startPoolhouse()).url);
      setInterval(() => undefined, 1000);`;
    const parent = spawn(process.execPath, ["--input-type=module", "--eval", source]);
    const [said] = await once(parent.stdout, "data");
    const health = () => fetch(`${String(said).trim()}/health`);
    expect((await health()).status).toBe(200);
    parent.kill("SIGKILL");
    await expect
      .poll(
        () =>
          health().then(
            () => "lives",
            () => "is gone",
          ),
        { timeout: 10_000 },
      )
      .toBe("is gone");
  });

  const toEnd = (source: string) => promisify(execFile)(process.execPath, ["--input-type=module", "--eval", source]);
  const library = JSON.stringify(join(root, "dist/testing.js"));

  it("keeps no process from its end", async () => {
    const source = `import { startPoolhouse } from ${library}; await startPoolhouse(); console.log("done");`;
    expect(await toEnd(source)).toEqual({ stdout: "done\n", stderr: "" });
  });

  it("shows what it warns of until it is stopped", async () => {
    const config = { userPools: [{ Id: "us-east-1_Warning1", PoolName: "w", LambdaConfig: { PreSignUp: arn } }] };
    const source = `
      import { startPoolhouse } from ${library};
      const { stop } = await startPoolhouse({ config: ${JSON.stringify(config)} });
      await stop();`;
    const { stderr } = await toEnd(source);
    expect(stderr).toContain(`triggers that will fail, as functions in poolhouse.yaml has none of them: ${arn}`);
  });

  it("ends when it is stopped, once and again", async () => {
    const { url, stop } = await startPoolhouse();
    await stop();
    await stop();
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  });
});
