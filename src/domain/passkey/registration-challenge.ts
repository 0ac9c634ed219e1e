import { SealError } from "../../crypto/seal.ts";
import { fail } from "../../errors.ts";
import type { Services } from "../services.ts";
import type { TokenHolder } from "../token/verify.ts";
import { ceremonyTimeout } from "./passkey.ts";

type Holder = Pick<TokenHolder, "client" | "user">;

/** A registration that a user has begun: its challenge is good once, for as long as the client was told. */
interface Begun {
  readonly id: string;
  readonly expiresAt: Date;
}

/**
 * The challenge of a registration is what the service must know of it, sealed for its user: nothing is kept, and any
 * instance can go on with it. Its id and the seal's nonce are chance, so that nobody can foretell it.
 */
const contextOf = ({ user }: Holder) => `passkey registration:${user.poolId}:${user.sub}`;

/** A new challenge, in base64url. */
export function sealChallenge(
  { sealer, clock, random }: Pick<Services, "sealer" | "clock" | "random">,
  holder: Holder,
): string {
  const begun = [random.uuid(), clock.now().getTime() + ceremonyTimeout, holder.client.id];
  return sealer.seal(Buffer.from(begun.join(" ")), contextOf(holder)).toString("base64url");
}

/**
 * Opens what `sealChallenge` made. Throws WebAuthnChallengeNotFoundException for one that is another user's or has
 * expired, WebAuthnClientMismatchException for one of another app client.
 */
export function openChallenge(
  { sealer, clock }: Pick<Services, "sealer" | "clock">,
  holder: Holder,
  challenge: string,
): Begun {
  const [id = "", expiry, clientId] = contentOf(sealer, holder, challenge).split(" ");
  const expiresAt = new Date(Number(expiry));
  if (expiresAt <= clock.now()) fail("WebAuthnChallengeNotFoundException", undefined, "the challenge has expired");
  if (clientId !== holder.client.id) fail("WebAuthnClientMismatchException");
  return { id, expiresAt };
}

function contentOf(sealer: Services["sealer"], holder: Holder, challenge: string): string {
  try {
    return sealer.open(Buffer.from(challenge, "base64url"), contextOf(holder)).toString();
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    fail("WebAuthnChallengeNotFoundException", undefined, "the challenge was not given to this user");
  }
}
