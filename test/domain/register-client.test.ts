import { expect, it } from "vitest";
import { insertClient } from "../../src/domain/client/insert-client.ts";
import { type ClientMetadata, registerClient } from "../../src/domain/oauth/register-client.ts";
import type { Services } from "../../src/domain/services.ts";
import { exampleClient } from "../store/examples.ts";
import { onEveryDatabase } from "../store/instances.ts";
import { makePool, services } from "./makers.ts";

onEveryDatabase("A client too many", ({ database }) => {
  it("is refused by a pool that has its 1,000, or 900 where it registers itself, and by no other", async () => {
    const [full, other] = [await makePool(), await makePool()];
    for (const pool of [full, other]) await database.pools.insert(pool, []);
    await database.transaction(async ({ clients }) => {
      for (let made = 0; made < 899; made++) await clients.insert(exampleClient(full));
    });
    const metadata: ClientMetadata = {
      ...{ token_endpoint_auth_method: "none" as const, grant_types: ["authorization_code"] },
      redirect_uris: ["https://app.example/"],
    };
    const register = (pool: typeof full) =>
      registerClient({ ...services, database, localUrls: "refused" } as unknown as Services, pool, metadata, "open");
    await register(full);
    await expect(register(full)).rejects.toMatchObject({
      ...{ code: "invalid_client_metadata", description: "The user pool has as many app clients as it can have." },
    });
    await database.transaction(async ({ clients }) => {
      for (let made = 900; made < 999; made++) await clients.insert(exampleClient(full));
    });
    await insertClient({ database }, exampleClient(full));
    await expect(insertClient({ database }, exampleClient(full))).rejects.toMatchObject({
      ...{ name: "LimitExceededException", message: "The user pool has as many app clients as it can have." },
    });
    await register(other);
    await insertClient({ database }, exampleClient(other));
  });
});
