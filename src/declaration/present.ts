import type { Client } from "../domain/client/client.ts";
import type { Stores } from "../domain/stores.ts";
import type { SigningKey } from "../domain/token/signing-keys.ts";
import type { DeclaredPool } from "./declared.ts";

/** What a reset keeps, because it was made up and others hold on to it. */

/** The signing keys that a declared pool has; none when it is not there. */
export async function presentKeys(
  { pools }: Pick<Stores, "pools">,
  { Id }: DeclaredPool,
): Promise<readonly SigningKey[] | undefined> {
  const keys = await pools.signingKeys(Id);
  return keys.length > 0 ? keys : undefined;
}

/** The clients of a declared pool, those with GenerateSecret having the secret that they have by now. */
export async function presentSecrets(
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
