import { sameText } from "../../crypto/constant-time.ts";
import { verifyAssertion } from "../../crypto/passkey.ts";
import type { Services } from "../services.ts";
import type { User } from "../user/user.ts";
import { findPasskey } from "./find-passkeys.ts";
import type { Passkey } from "./passkey.ts";
import { readAssertion } from "./read-credential.ts";
import { isOriginOf, type RelyingParty } from "./relying-party.ts";

/** What a right assertion tells: whose passkey it is, and what its authenticator counts by now. */
export interface Proof {
  readonly passkey: Passkey;
  readonly counter: number;
}

/** Judges the credential that answers `challenge`. Throws InvalidParameterException for what is no credential. */
export async function provePasskey(
  services: Pick<Services, "database">,
  party: RelyingParty,
  { user, challenge, credential }: { user: User; challenge: string; credential: string },
): Promise<Proof | { readonly refused: string }> {
  const { response, clientData } = readAssertion(credential);
  const { origin } = clientData;
  if (!sameText(clientData.challenge, challenge)) return { refused: "the challenge is another one" };
  if (!isOriginOf(party, origin)) return { refused: `the origin ${origin} is none of the relying party's` };
  const passkey = await findPasskey(services, user, response.id);
  if (!passkey) return { refused: "the user has no such passkey" };
  const { publicKey, counter } = passkey.content;
  const ceremony = { relyingPartyId: party.id, userVerification: party.userVerification, origin, challenge };
  const verdict = await verifyAssertion(response, { id: passkey.id, publicKey, counter }, ceremony);
  return "refused" in verdict ? { refused: verdict.reason } : { passkey, counter: verdict.counter };
}

/**
 * The passkey after it was used. An authenticator that counts never counts back: a pure change throws what `refuse` does,
 * when another use was stored meanwhile (Web Authentication Level 3 section 6.1.1).
 */
export function used(passkey: Passkey, counter: number, refuse: (reason: string) => never): Passkey {
  if ((counter > 0 || passkey.content.counter > 0) && counter <= passkey.content.counter) {
    refuse("the authenticator's count went back");
  }
  return { ...passkey, content: { ...passkey.content, counter } };
}
