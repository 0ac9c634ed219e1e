import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/server";
import { passkeyAlgorithms } from "../../crypto/passkey.ts";
import { fail } from "../../errors.ts";
import type { Services } from "../services.ts";
import type { TokenHolder } from "../token/verify.ts";
import { passkeysOf } from "./find-passkeys.ts";
import { ceremonyTimeout, passkeysAtMost } from "./passkey.ts";
import { sealChallenge } from "./registration-challenge.ts";
import { relyingParty } from "./relying-party.ts";

/**
 * What a page gives to `navigator.credentials.create()` so that its user gets another passkey. Throws
 * LimitExceededException and what `relyingParty` throws.
 */
export async function beginRegistration(
  services: Pick<Services, "database" | "sealer" | "clock" | "random" | "publicUrl">,
  holder: Pick<TokenHolder, "pool" | "client" | "user">,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { pool, user } = holder;
  const { id, userVerification } = await relyingParty(services, pool);
  const passkeys = await passkeysOf(services, user);
  if (passkeys.length >= passkeysAtMost) {
    fail("LimitExceededException", `A user can have at most ${passkeysAtMost} passkeys.`);
  }
  const name = user.attributes.preferred_username ?? user.attributes.email ?? user.username;
  return {
    challenge: sealChallenge(services, holder),
    rp: { id, name: id },
    user: { id: Buffer.from(user.sub).toString("base64url"), name, displayName: user.attributes.name ?? name },
    pubKeyCredParams: passkeyAlgorithms.map((alg) => ({ type: "public-key", alg })),
    timeout: ceremonyTimeout,
    excludeCredentials: passkeys.map(({ id: credential, transports }) => ({
      type: "public-key",
      id: credential,
      transports,
    })),
    authenticatorSelection: { requireResidentKey: true, residentKey: "required", userVerification },
  };
}
