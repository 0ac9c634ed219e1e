import type { Client } from "../../domain/client/client.ts";
import type { Services } from "../../domain/services.ts";
import type { Stores } from "../../domain/stores.ts";
import { newSigningKeys, type SigningKey } from "../../domain/token/signing-keys.ts";
import { fail } from "../../errors.ts";
import type { Declaration, DeclaredPool } from "../declared.ts";
import { type Building, design, type Hashing } from "../design.ts";
import { putPool } from "./put-pool.ts";

type Resetting = Building & Hashing & Pick<Services, "database" | "keyReserve">;

/**
 * Returns the service to the declared state, in one transaction: pools stand as on their first day, but with the
 * signing keys they have, so that a JWKS which was fetched before goes on verifying; what was issued before is refused,
 * messages and pools that are not declared are gone, and the clock is the machine's. The public URL stays: whoever set it
 * did so for as long as the service runs.
 *
 * With `userPoolId` this is done to that pool alone, which then goes by the service's clock; that one stays, because it is
 * everybody's. A pool that is not declared is gone. Throws ResourceNotFoundException for a pool that is neither declared nor there.
 */
export async function reset(services: Resetting, declaration: Declaration, userPoolId?: string): Promise<void> {
  const { database, clock } = services;
  const isMeant = (id: string) => userPoolId === undefined || id === userPoolId;
  const meant = declaration.userPools.filter(({ Id }) => isMeant(Id));
  if (userPoolId !== undefined && meant.length === 0 && !(await database.pools.get(userPoolId))) {
    fail("ResourceNotFoundException", `User pool ${userPoolId} does not exist.`);
  }

  const now = () => (userPoolId === undefined ? clock.machineNow() : clock.now());
  const atThatTime = { ...services, clock: { ...clock, now } };
  // Before the transaction, which awaits the stores and nothing else.
  const designs = await Promise.all(
    meant.map(async (declared) => ({
      declared,
      whole: await design(atThatTime, declared),
      keys: (await presentKeys(database, declared)) ?? (await newSigningKeys(atThatTime)),
    })),
  );

  for (const id of (await database.pools.ids()).filter(isMeant)) await endImports(database, id);
  await database.transaction(async (stores) => {
    // First, because the state is what writers on other instances queue for.
    await stores.state.update(userPoolId === undefined ? { clockOffsetMs: 0 } : {});
    const pools = [];
    for (const { declared, whole, keys } of designs) {
      const clients = await presentSecrets(stores, declared, whole.clients);
      pools.push({ design: { ...whole, clients }, keys: (await presentKeys(stores, declared)) ?? keys });
    }
    for (const id of (await stores.pools.ids()).filter(isMeant)) await stores.pools.delete(id);
    if (userPoolId === undefined) await stores.invocations.delete({});
    for (const { design, keys } of pools) await putPool(stores, design, keys);
  });
}

/** An import that is under way, and what deletes its pool, would wait for each other: it ends once its job is gone. */
async function endImports({ importJobs }: Pick<Stores, "importJobs">, poolId: string): Promise<void> {
  for (;;) {
    const jobs = await importJobs.list(poolId, { limit: 100 });
    if (jobs.length === 0) return;
    for (const { id } of jobs) await importJobs.delete(poolId, id);
  }
}

// What was made up and others hold on to is kept: signing keys, and the secrets of GenerateSecret.

/** The signing keys that a declared pool has; none when it is not there. */
async function presentKeys(
  { pools }: Pick<Stores, "pools">,
  { Id }: DeclaredPool,
): Promise<readonly SigningKey[] | undefined> {
  const keys = await pools.signingKeys(Id);
  return keys.length > 0 ? keys : undefined;
}

/** The clients of a declared pool, those with GenerateSecret having the secret that they have by now. */
async function presentSecrets(
  stores: Pick<Stores, "clients">,
  { Clients }: DeclaredPool,
  clients: readonly Client[],
): Promise<Client[]> {
  const generated = new Set(Clients.filter(({ GenerateSecret }) => GenerateSecret).map(({ ClientId }) => ClientId));
  const withSecrets: Client[] = [];
  for (const client of clients) {
    const present = generated.has(client.id) ? await stores.clients.get(client.id) : undefined;
    withSecrets.push(present?.secrets.length ? { ...client, secrets: present.secrets } : client);
  }
  return withSecrets;
}
