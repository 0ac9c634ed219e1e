import type { Services } from "../domain/services.ts";
import { defaultDeclaration } from "./default.ts";
import type { Place } from "./place.ts";

/** Names in the log whom everybody may know of what an earlier start by default has left: their passwords and secrets. */
export async function warnOfKnown({ database, log }: Pick<Services, "database" | "log">, place: Place): Promise<void> {
  for (const { Id, Users, Clients } of defaultDeclaration(place).userPools) {
    const pool = await database.pools.get(Id);
    if (!pool) continue;
    for (const { Username } of Users) {
      const there = await database.users.find(pool, Username);
      if (there) log.warn({ userPoolId: Id }, `everybody may know the password of ${Username}`);
    }
    for (const { ClientId, ClientSecret } of Clients) {
      const there = ClientSecret !== undefined && (await database.clients.get(ClientId));
      if (there) log.warn({ userPoolId: Id }, `everybody may know the secret of the client ${ClientId}`);
    }
  }
}
