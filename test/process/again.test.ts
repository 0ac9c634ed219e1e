import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { launch, runToEnd, type ServiceProcess } from "../support/process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const declaring = (name: string) => `userPools:\n  - Id: us-east-1_Again\n    PoolName: ${name}\n`;

describe("A start after another", () => {
  it("changes nothing of a service that has the port already", async () => {
    using folder: ReturnType<typeof temporaryFolder> = temporaryFolder();
    const file = join(folder.path, "poolhouse.yaml");
    await writeFile(file, declaring("first"));
    const database = join(folder.path, "kept.db");
    await using service: ServiceProcess = await launch({ folder: folder.path, flags: { database } });
    await writeFile(file, declaring("second"));
    const port = new URL(service.url).port;
    const { code, stderr } = await runToEnd({ folder: folder.path, flags: { port, database } });
    expect(code).toBe(2);
    expect(stderr).toContain(`Port ${port} is taken`);
    const { UserPool } = await service.sdk().describeUserPool({ UserPoolId: "us-east-1_Again" });
    expect(UserPool?.Name).toBe("first");
  });

  it("tells what an earlier one was told and still holds, and how to undo it", async () => {
    using folder: ReturnType<typeof temporaryFolder> = temporaryFolder();
    const flags = { database: join(folder.path, "kept.db") };
    const publicUrl = "http://localhost:32768";
    {
      await using service: ServiceProcess = await launch({ flags });
      await service.control("PUT", "/clock", { advance: "P2D" });
      await service.control("PUT", "/clock?userPoolId=us-east-1_Poolhouse", { advance: "-P2DT90M" });
      await service.control("PUT", "/public-url", { publicUrl });
      expect(service.output.stdout).not.toContain("earlier");
      await service.kill("SIGTERM");
    }
    {
      await using service: ServiceProcess = await launch({ flags });
      // What it prints may be read after the file that says it is ready.
      const printed = () => service.output.stdout;
      await expect
        .poll(printed, { timeout: 5_000 })
        .toContain(`\n  database  ${flags.database}, of an earlier start\n`);
      const warned = () => service.output.stderr.split("\n").map((line) => line.replace(/^\S+ /, ""));
      await expect
        .poll(warned, { timeout: 5_000 })
        .toEqual([
          'WARN: the clock is 2 days ahead, as an earlier process was told; PUT /_poolhouse/clock with {"reset":true} puts it back',
          `WARN: the public URL is ${publicUrl}, which an earlier process was told; ` +
            'PUT /_poolhouse/public-url with {"publicUrl":null} undoes it',
          "WARN: the pool's own clock is 1.5 hours behind, as an earlier process was told; " +
            'PUT /_poolhouse/clock?userPoolId=us-east-1_Poolhouse with {"reset":true} puts it back ' +
            '{"userPoolId":"us-east-1_Poolhouse"}',
          "",
        ]);
      await service.control("PUT", "/clock", { reset: true });
      await service.control("PUT", "/clock?userPoolId=us-east-1_Poolhouse", { reset: true });
      await service.control("PUT", "/public-url", { publicUrl: null });
      await service.kill("SIGTERM");
    }
    await using service: ServiceProcess = await launch({ flags });
    expect(service.output.stderr).toBe("");
  });

  it("finds no ready file of one that has ended, nor keeps one that fails", async () => {
    using folder: ReturnType<typeof temporaryFolder> = temporaryFolder();
    const readyFile = join(folder.path, "ready.json");
    await using service: ServiceProcess = await launch({ flags: { "ready-file": readyFile } });
    expect(existsSync(readyFile)).toBe(true);
    await service.kill("SIGTERM");
    expect(existsSync(readyFile)).toBe(false);
    await writeFile(readyFile, '{"url":"http://localhost:1"}');
    await runToEnd({ flags: { "ready-file": readyFile, host: "192.0.2.1" } });
    expect(existsSync(readyFile)).toBe(false);
  });

  it("names the secret that its database has lost, and makes up no other", async () => {
    using folder: ReturnType<typeof temporaryFolder> = temporaryFolder();
    const database = join(folder.path, "kept.db");
    {
      await using service: ServiceProcess = await launch({ flags: { database } });
      await service.kill("SIGTERM");
    }
    await rm(`${database}.secret`);
    const { code, stderr } = await runToEnd({ flags: { port: 0, database } });
    expect(code).toBe(2);
    expect(stderr).toBe(
      `poolhouse: The database ${database} is there and its secret, ${database}.secret, is not: ` +
        "set POOLHOUSE_SECRET to the one that it was made with, or delete the database to begin anew.\n",
    );
    expect(existsSync(`${database}.secret`)).toBe(false);
  });
});
