import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readConfig } from "../../src/config/config.ts";
import { root } from "../support/process.ts";

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
}

interface Service {
  readonly working_dir?: string;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** What the image sets (`ENV`) or runs. */
async function image() {
  const dockerfile = await readFile(join(root, "Dockerfile"), "utf8");
  const variables = [...dockerfile.matchAll(/\b(POOLHOUSE_\w+)=(\S+)/g)].map(([, name, value]) => [name, value]);
  const [, entrypoint = ""] = /^ENTRYPOINT (.*)$/m.exec(dockerfile) ?? [];
  return { environment: Object.fromEntries(variables), entrypoint: JSON.parse(entrypoint) as string[] };
}

describe("docker-compose.yml", async () => {
  const { services } = parse(await readFile(join(root, "docker-compose.yml"), "utf8")) as Compose;
  const { poolhouse: service = {} } = services;

  it("publishes every port to this machine alone", () => {
    const ports = Object.values(services).flatMap(({ ports = [] }) => ports);
    expect(ports.length).toBeGreaterThan(1);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it("starts a service that warns of nothing, and reads a poolhouse.yaml from beside it where there is one", async () => {
    const { environment, entrypoint } = await image();
    const start = (fileExists: (file: string) => boolean) =>
      readConfig({ flags: {}, environment: { ...environment, ...service.environment }, fileExists });
    expect(start(() => false)).toMatchObject({ warnings: [], host: "0.0.0.0", declarationFile: undefined });
    expect(start((file) => file === "poolhouse.yaml").declarationFile).toBe("poolhouse.yaml");
    expect(service.volumes).toContain(`.:${service.working_dir}:ro`);
    // It runs in that folder, and its program stands in another.
    expect(entrypoint.at(-1)).toMatch(/^\//);
  });
});
