import { describe, expect, it } from "vitest";
import { announce, defaultDeclaration } from "../../src/declaration/index.ts";
import { declare, place } from "./declare.ts";

const started = {
  url: "http://localhost:9500",
  signatures: "not verified",
  issuer: ({ id }: { id: string }) => `http://localhost:9500/${id}`,
} as const;

describe("What start-up tells in local mode", () => {
  it("is all that an app needs, and a user", () => {
    expect(announce({ ...started, declaration: defaultDeclaration(place) })).toEqual([
      "  endpoint  http://localhost:9500",
      "  pool      us-east-1_Poolhouse",
      "  issuer    http://localhost:9500/us-east-1_Poolhouse",
      "  clients   poolhousepublicclient00001 (public)",
      "            poolhousesecretclient00001 (confidential)",
      "  user      alice, password Passw0rd!",
      "  inbox     http://localhost:9500/_poolhouse/messages",
      "Local mode: passwords are hashed lightly, signatures are not verified.",
    ]);
  });

  it("names no password of a file, and every pool", () => {
    const user = { Username: "ada", Password: "Lovelace-1815" };
    const client = { ClientId: "web", ClientName: "Web", ClientSecret: "x".repeat(24) };
    const declaration = declare(
      { Id: "local_a", PoolName: "a", Clients: [client], Users: [user] },
      { Id: "eu-west-1_b", PoolName: "b" },
    );
    expect(announce({ ...started, declaration, file: "poolhouse.yaml", signatures: "verified" })).toEqual([
      "  endpoint  http://localhost:9500",
      "  declared  poolhouse.yaml",
      "  pool      local_a",
      "  issuer    http://localhost:9500/local_a",
      "  clients   web (Web)",
      "  pool      eu-west-1_b",
      "  issuer    http://localhost:9500/eu-west-1_b",
      "  inbox     http://localhost:9500/_poolhouse/messages",
      "Local mode: passwords are hashed lightly, signatures are verified.",
    ]);
  });

  it("tells that there is a database of an earlier start, where passwords may have changed", () => {
    expect(announce({ ...started, declaration: defaultDeclaration(place), kept: "data/pools.db" })).toContain(
      "  database  data/pools.db, of an earlier start",
    );
  });

  it("says where there is no pool", () => {
    expect(announce({ ...started, declaration: declare(), file: "pools/none.yaml" })).toContain(
      "  pool      none, as pools/none.yaml declares none",
    );
  });
});
