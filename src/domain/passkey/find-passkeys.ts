import type { AuthenticatorTransport } from "@simplewebauthn/server";
import { subOf } from "../document/document.ts";
import type { Services } from "../services.ts";
import type { User } from "../user/user.ts";
import { type Passkey, passkeysAtMost } from "./passkey.ts";

type Owner = Pick<User, "poolId" | "sub">;

/** The user's passkeys as browsers want them named. */
export async function passkeysOf(
  { database }: Pick<Services, "database">,
  { poolId, sub }: Owner,
): Promise<{ id: string; transports: AuthenticatorTransport[] }[]> {
  const passkeys = await database.passkeys.list(poolId, { owner: { sub }, limit: passkeysAtMost });
  return passkeys.map(({ id, content }) => ({
    id,
    transports: [...content.transports] as AuthenticatorTransport[],
  }));
}

/** The user's passkey of this credential id. Somebody else's is not found. */
export async function findPasskey(
  { database }: Pick<Services, "database">,
  { poolId, sub }: Owner,
  id: string,
): Promise<Passkey | undefined> {
  const passkey = await database.passkeys.get(poolId, id);
  return subOf(passkey) === sub ? passkey : undefined;
}
