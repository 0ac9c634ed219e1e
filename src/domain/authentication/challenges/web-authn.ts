import { provePasskey, used } from "../../passkey/prove-passkey.ts";
import { type RelyingParty, relyingParty } from "../../passkey/relying-party.ts";
import { requestOptions } from "../../passkey/request-options.ts";
import type { Services } from "../../services.ts";
import { usesMfa } from "../../user/mfa.ts";
import { defineChallenge } from "../challenge.ts";
import { asksForFirst, firstFactors } from "../first-factor.ts";
import { checkMayGoOn } from "../gates.ts";
import type { SignInState } from "../sign-in.ts";
import { wrongAnswer } from "../wrong-answer.ts";

const challengeLength = 32;

/** A passkey that stands for both factors must have verified its user. */
async function partyOf(services: Services, { pool, user }: SignInState): Promise<RelyingParty> {
  const party = await relyingParty(services, pool);
  return usesMfa(pool, user) ? { ...party, userVerification: "required" } : party;
}

const refuse = (reason: string): never => wrongAnswer("NotAuthorizedException", undefined, reason);

/** A passkey, as the first factor or as both. */
export const webAuthn = defineChallenge({
  name: "WEB_AUTHN",
  tries: 10,
  needs: ["CREDENTIAL"],

  applies: (state) => asksForFirst(state, "WEB_AUTHN"),

  async pose(services, state) {
    const challenge = services.random.bytes(challengeLength);
    const party = await partyOf(services, state);
    const options = await requestOptions(services, party, state.user, challenge.toString("base64url"));
    return {
      parameters: { CREDENTIAL_REQUEST_OPTIONS: JSON.stringify(options) },
      data: challenge,
      available: [...(await firstFactors(services, state, "WEB_AUTHN"))],
    };
  },

  async accept(services, state, { data }, { CREDENTIAL: credential }) {
    const { pool, user } = state;
    // The pool or the user may have settled otherwise meanwhile: one factor must not pass for two.
    const stillGood = (await firstFactors(services, state, "WEB_AUTHN")).includes("WEB_AUTHN");
    if (!stillGood) refuse("a passkey does not do any more");
    const challenge = data.toString("base64url");
    const party = await partyOf(services, state);
    const proof = await provePasskey(services, party, { user, challenge, credential });
    if ("refused" in proof) return refuse(proof.refused);
    checkMayGoOn(pool, user, services.clock.now());
    return {
      state: {
        ...state,
        proven: [proof.passkey.content.attachment === "cross-platform" ? "roaming-passkey" : "passkey"],
      },
      async write({ passkeys }) {
        const present = await passkeys.update(pool.id, proof.passkey.id, (passkey) =>
          used(passkey, proof.counter, refuse),
        );
        if (!present) refuse("the passkey was deleted meanwhile");
      },
    };
  },
});
