import { verifyRegistration } from "../../crypto/passkey.ts";
import { fail } from "../../errors.ts";
import { AlreadyThere } from "../already-there.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { TokenHolder } from "../token/verify.ts";
import { friendlyName, type Passkey, passkeysAtMost } from "./passkey.ts";
import { readRegistration } from "./read-credential.ts";
import { openChallenge } from "./registration-challenge.ts";
import { isOriginOf, relyingParty } from "./relying-party.ts";

/**
 * Keeps the passkey that a browser made for the holder of the token. Throws InvalidParameterException for what is no
 * credential, the WebAuthn exceptions for one that is not what was asked for, LimitExceededException.
 */
export async function completeRegistration(
  services: Pick<Services, "database" | "sealer" | "clock" | "publicUrl">,
  holder: Pick<TokenHolder, "pool" | "client" | "user">,
  credential: unknown,
): Promise<void> {
  const { pool, user } = holder;
  const party = await relyingParty(services, pool);
  const { response, clientData } = readRegistration(credential);
  const { challenge, origin } = clientData;
  const begun = openChallenge(services, holder, challenge);
  if (!isOriginOf(party, origin)) fail("WebAuthnOriginNotAllowedException", undefined, `the origin is ${origin}`);

  const ceremony = { relyingPartyId: party.id, userVerification: party.userVerification, challenge, origin };
  const made = await verifyRegistration(response, ceremony);
  if ("refused" in made) {
    if (made.refused === "relying party") fail("WebAuthnRelyingPartyMismatchException");
    if (made.refused === "algorithm") fail("WebAuthnCredentialNotSupportedException", undefined, made.reason);
    fail("InvalidParameterException", "Credential data is not valid", made.reason);
  }
  const now = services.clock.now();
  await keep(services, pool, begun, {
    poolId: pool.id,
    id: made.key.id,
    owner: { sub: user.sub },
    content: {
      publicKey: made.key.publicKey,
      counter: made.key.counter,
      name: friendlyName(made.aaguid),
      relyingPartyId: party.id,
      attachment: response.authenticatorAttachment,
      transports: response.response.transports ?? [],
    },
    createdAt: now,
    modifiedAt: now,
  });
}

/** The challenge is used up together with what it was used for, so that of many equal calls one alone goes through. */
async function keep(
  { database }: Pick<Services, "database">,
  pool: Pool,
  begun: ReturnType<typeof openChallenge>,
  passkey: Passkey & { owner: { sub: string } },
): Promise<void> {
  try {
    await database.transaction(async ({ spent, passkeys, users }) => {
      if (!(await spent.spend(begun.id, begun.expiresAt))) {
        fail("WebAuthnChallengeNotFoundException", undefined, "the challenge was used before");
      }
      // Two at the same time wait for each other here, or both would count the same.
      await users.update(pool, passkey.owner.sub, (user) => user);
      if ((await passkeys.count(passkey.poolId, passkey.owner)) >= passkeysAtMost) {
        fail("LimitExceededException", `A user can have at most ${passkeysAtMost} passkeys.`);
      }
      await passkeys.insert(passkey);
    });
  } catch (error) {
    if (error instanceof AlreadyThere) {
      fail("InvalidParameterException", "Credential data is not valid", "the passkey is registered already");
    }
    throw error;
  }
}
