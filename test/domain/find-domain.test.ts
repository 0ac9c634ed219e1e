import { expect, it } from "vitest";
import { findDomain } from "../../src/domain/pool-domain/find-domain.ts";
import { newDomain } from "../../src/domain/pool-domain/new-domain.ts";
import { populate } from "../store/examples.ts";
import { onEveryDatabase } from "../store/instances.ts";
import { services } from "./makers.ts";

onEveryDatabase("A pool", ({ database }) => {
  it("is found by its prefix and by its own domain, until it is gone", async () => {
    const { pool } = await populate(database);
    const CustomDomainConfig = { CertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/one" };
    for (const input of [{ Domain: "found" }, { Domain: "found.example.com", CustomDomainConfig }]) {
      const domain = newDomain(services, { pool, input });
      await database.domains.insert(domain);
      expect(await findDomain({ database }, input.Domain)).toEqual({ domain, pool });
    }
    await database.pools.delete(pool.id);
    expect(await findDomain({ database }, "found")).toBeUndefined();
    expect(await findDomain({ database }, "found.example.com")).toBeUndefined();
  });
});
