import { X509Certificate } from "node:crypto";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { getPriority, platform } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emailOf, peopleOf } from "../support/people.ts";
import { launch, type ServiceProcess } from "../support/process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const portOf = (url: string): string => new URL(url).port;

describe("Starting the service", () => {
  it("tells where it is ready, in a file and on standard output, with what an app needs and nothing more", async () => {
    await using service: ServiceProcess = await launch();
    const { url, pid, pools } = service.ready;
    expect(url).toMatch(/^http:\/\/localhost:[1-9]\d*$/);
    expect(pid).toBe(service.pid);
    expect(pools).toEqual(["us-east-1_Poolhouse"]);
    await expect
      .poll(() => service.output.stdout)
      .toBe(
        [
          `Poolhouse is ready at ${url}`,
          `  endpoint  ${url}`,
          "  pool      us-east-1_Poolhouse",
          `  issuer    ${url}/us-east-1_Poolhouse`,
          "  clients   poolhousepublicclient00001 (public)",
          "            poolhousesecretclient00001 (confidential)",
          "  user      alice, password Passw0rd!",
          `  inbox     ${url}/_poolhouse/messages`,
          "Local mode: passwords are hashed lightly, signatures are not verified.",
          "",
        ].join("\n"),
      );
    expect(service.output.stderr).toBe("");
  });

  it("answers on both addresses of loopback, and says that it is healthy", async () => {
    await using service: ServiceProcess = await launch();
    for (const host of ["127.0.0.1", "[::1]", "localhost"]) {
      const answer = await fetch(`http://${host}:${portOf(service.url)}/health`);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual({ status: "ok" });
    }
  });

  it("has what is loaded only when somebody asks for it, such as what makes certificates", async () => {
    await using service: ServiceProcess = await launch();
    const { Certificate } = await service.sdk().getSigningCertificate({ UserPoolId: "us-east-1_Poolhouse" });
    expect(new X509Certificate(Buffer.from(Certificate ?? "", "base64")).subject).toContain("CN=");
  });

  it.runIf(platform() === "linux")("lets the event loop go before the threads that sign and hash", async () => {
    await using service: ServiceProcess = await launch();
    const threads = `/proc/${service.pid}/task`;
    const all = await Promise.all(
      (await readdir(threads)).map(async (thread) => {
        const line = await readFile(`${threads}/${thread}/stat`, "utf8");
        const [, name, rest = ""] = /\((.*)\) (.*)/.exec(line) ?? [];
        // The 19th field of proc(5), and the third is the first after the name.
        return { isOfPool: name === "libuv-worker", niceness: Number(rest.split(" ")[16]) };
      }),
    );
    const usual = getPriority();
    expect(all.filter(({ isOfPool }) => isOfPool).map(({ niceness }) => niceness)).toEqual(Array(4).fill(usual + 10));
    expect(all.filter(({ isOfPool }) => !isOfPool).every(({ niceness }) => niceness === usual)).toBe(true);
  });

  it("tells the port that it took, whatever its public URL is", async () => {
    using folder: ReturnType<typeof temporaryFolder> = temporaryFolder();
    const publicUrl = "https://sign-in.example/pools";
    const flags = { database: join(folder.path, "poolhouse.db") };
    {
      await using service: ServiceProcess = await launch({ flags: { ...flags, "public-url": publicUrl } });
      expect((await fetch(`${service.ready.url}/health`)).status).toBe(200);
      expect(service.output.stdout).toContain(`endpoint  ${publicUrl}\n`);
      await service.control("PUT", "/public-url", { publicUrl: "https://elsewhere.example" });
    }
    await using service: ServiceProcess = await launch({ flags });
    expect((await fetch(`${service.ready.url}/health`)).status).toBe(200);
    expect(service.output.stdout).toContain("endpoint  https://elsewhere.example\n");
  });

  it("listens on one address where it is told to", async () => {
    await using service: ServiceProcess = await launch({ flags: { host: "::1" } });
    expect(service.ready.url).toBe(`http://[::1]:${portOf(service.url)}`);
    await expect(fetch(`http://127.0.0.1:${portOf(service.url)}/health`)).rejects.toMatchObject({
      cause: { code: "ECONNREFUSED" },
    });
  });

  it("warns of an address that other machines reach", async () => {
    await using service: ServiceProcess = await launch({ flags: { host: "0.0.0.0" } });
    expect(service.ready.url).toBe(`http://localhost:${portOf(service.url)}`);
    expect(service.output.stderr).toMatch(/0\.0\.0\.0/);
  });

  it("declares what poolhouse.yaml in the current folder says", async () => {
    using folder: ReturnType<typeof temporaryFolder> = temporaryFolder();
    await writeFile(join(folder.path, "poolhouse.yaml"), "userPools:\n  - { Id: eu-west-1_mine, PoolName: mine }\n");
    await using service: ServiceProcess = await launch({ folder: folder.path });
    expect(service.ready.pools).toEqual(["eu-west-1_mine"]);
    const { UserPools } = await service.sdk("eu-west-1").listUserPools({ MaxResults: 10 });
    expect(UserPools?.map(({ Name }) => Name)).toEqual(["mine"]);
  });
});

describe("What a service keeps", () => {
  it("is in a file beside its secret, readable by its owner alone, and there again after a restart", async () => {
    using folder: ReturnType<typeof temporaryFolder> = temporaryFolder();
    // Where `npm start` keeps it when nothing is said.
    const options = { folder: folder.path, flags: { database: ".poolhouse/poolhouse.db" } };
    const data = join(folder.path, ".poolhouse");
    const secret = join(data, "poolhouse.db.secret");
    let seal: string;
    let token: string;
    {
      await using service: ServiceProcess = await launch(options);
      const people = peopleOf(service);
      await people.signUp("carol");
      await people.confirm("carol");
      ({ RefreshToken: token } = await people.signIn("carol"));
      seal = await readFile(secret, "utf8");
      expect((await service.kill("SIGTERM")).code).toBe(0);
    }
    expect((await readdir(data)).sort()).toEqual(["poolhouse.db", "poolhouse.db.secret"]);
    for (const file of ["poolhouse.db", "poolhouse.db.secret"]) {
      expect(((await stat(join(data, file))).mode & 0o777).toString(8), file).toBe("600");
    }

    await using service: ServiceProcess = await launch(options);
    expect(await readFile(secret, "utf8")).toBe(seal);
    // Sealed: what was sent, and the keys that sign the tokens. Hashed: the refresh token.
    expect(await service.codeSentTo(emailOf("carol"))).toMatch(/^\d{6}$/);
    const people = peopleOf(service);
    const { AuthenticationResult } = await people.initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: token });
    await people.cognito.getUser({ AccessToken: AuthenticationResult?.AccessToken });
  });

  it("is gone with it when it is in memory", async () => {
    using folder: ReturnType<typeof temporaryFolder> = temporaryFolder();
    const work = join(folder.path, "work");
    await mkdir(work);
    await using service: ServiceProcess = await launch({ folder: work });
    await peopleOf(service).signUp("carol");
    await service.kill("SIGTERM");
    expect(await readdir(work)).toEqual([]);
  });
});
