import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDeclarationFile, readGatewayFile, unhonouredIn } from "../../src/declaration/index.ts";
import { root } from "../support/process.ts";
import { place } from "./support/gateway.ts";

const guide = await readFile(join(root, "docs/gateway.md"), "utf8");
const blocks = [...guide.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, yaml = ""]) => yaml);
const [beside = "", balancer = "", alone = ""] = blocks;

describe("The gateway's guide", () => {
  it("shows a file that the service takes, with nothing in it that is not done", async () => {
    const { apis } = await readDeclarationFile(beside, "poolhouse.yaml", place);
    expect(apis.apis.map(({ name }) => name)).toEqual(["ShopApi"]);
    expect(unhonouredIn(apis)).toEqual([]);
  });

  it("shows in the README what goes with the pool that it declares", async () => {
    const readme = await readFile(join(root, "README.md"), "utf8");
    const block = (begin: string) => new RegExp(`^\`\`\`yaml\n(${begin}.*?)^\`\`\`$`, "ms").exec(readme)?.[1] ?? "";
    const { apis } = await readDeclarationFile(`${block("userPools")}\n${block("apis")}`, "poolhouse.yaml", place);
    expect(apis.apis.map(({ name }) => name)).toEqual(["Front"]);
    expect(unhonouredIn(apis)).toEqual([]);
  });

  it("shows a load balancer that it takes", async () => {
    const backend = "      - { ClientId: shopbackendshopbackend0001, ClientName: backend, GenerateSecret: true }\n";
    const pools = beside.slice(0, beside.indexOf("functions:")).trimEnd();
    const { apis } = await readDeclarationFile(`${pools}\n${backend}${balancer}`, "poolhouse.yaml", place);
    expect(apis.apis.map(({ name }) => name)).toEqual(["Listener"]);
    expect(unhonouredIn(apis)).toEqual([]);
  });

  it("shows a file that the gateway takes by itself", async () => {
    const declared = beside.slice(beside.indexOf("functions:"));
    const { poolhouse, apis } = await readGatewayFile(alone.replace(/^apis:.*/ms, declared), "gateway.yaml", place);
    expect([poolhouse, apis.apis.length]).toEqual(["http://localhost:9500", 1]);
  });
});
