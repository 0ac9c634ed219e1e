import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import { stableBytes } from "../../crypto/stable-bytes.ts";
import type { Services } from "../services.ts";
import type { User } from "../user/user.ts";
import { passkeysOf } from "./find-passkeys.ts";
import { ceremonyTimeout } from "./passkey.ts";
import type { RelyingParty } from "./relying-party.ts";

/**
 * What a page gives to `navigator.credentials.get()` so that the user proves one of their passkeys. Somebody who has none
 * is shown a made-up one, always the same (Web Authentication Level 3 section 14.6.2).
 */
export async function requestOptions(
  services: Pick<Services, "database" | "sealer">,
  { id: rpId, userVerification }: RelyingParty,
  user: User,
  challenge: string,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const passkeys = await passkeysOf(services, user);
  const shown = passkeys.length > 0 ? passkeys : [imaginaryPasskey(services, user)];
  return {
    challenge,
    timeout: ceremonyTimeout,
    rpId,
    allowCredentials: shown.map((passkey) => ({ type: "public-key", ...passkey })),
    userVerification,
  };
}

function imaginaryPasskey({ sealer }: Pick<Services, "sealer">, { poolId, sub }: User) {
  const id = stableBytes(sealer.derive("imaginary passkeys"), `${poolId}:${sub}`, 32).toString("base64url");
  return { id, transports: ["hybrid" as const, "internal" as const] };
}
