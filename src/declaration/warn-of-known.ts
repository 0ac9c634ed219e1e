import { isSecretOf } from "../domain/client/check-client-secret.ts";
import type { Services } from "../domain/services.ts";
import { defaultDeclaration } from "./default.ts";
import type { Place } from "./place.ts";

type Looking = Pick<Services, "database" | "passwords" | "log">;

/** Names in the log whom a start by default has left with the password or the secret that everybody knows. */
export async function warnOfKnown({ database, passwords, log }: Looking, place: Place): Promise<void> {
  for (const { Id, Users, Clients } of defaultDeclaration(place).userPools) {
    const pool = await database.pools.get(Id);
    if (!pool) continue;
    for (const { Username, Password = "" } of Users) {
      const kept = (await database.users.find(pool, Username))?.credentials.password;
      const isKnown = kept !== undefined && (await passwords.verify(kept.hash, Password));
      if (isKnown) log.warn({ userPoolId: Id }, `everybody knows the password of ${Username}: change it`);
    }
    for (const { ClientId, ClientSecret = "" } of Clients) {
      const client = await database.clients.get(ClientId);
      const isKnown = client !== undefined && isSecretOf(client, ClientSecret);
      if (isKnown) log.warn({ userPoolId: Id }, `everybody knows the secret of the client ${ClientId}: replace it`);
    }
  }
}
