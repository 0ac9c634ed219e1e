import { sameBytes } from "../../../crypto/constant-time.ts";
import { fail } from "../../../errors.ts";
import { mfaMethodsOf } from "../../pool/pool.ts";
import { needsMfaSetup, preferMfa } from "../../user/mfa.ts";
import type { User } from "../../user/user.ts";
import { defineChallenge } from "../challenge.ts";
import { checkNewEmail } from "../email-setup.ts";
import { owesSecondFactor } from "../second-factor.ts";
import { markOf, packSetup, unpackSetup } from "../setup-data.ts";
import { wrongAnswer } from "../wrong-answer.ts";

/** The app that this session has verified must be the user's still. */
function checkRegistered(mark: Buffer, { credentials: { softwareToken } }: User): void {
  if (softwareToken && sameBytes(mark, markOf(softwareToken))) return;
  wrongAnswer("NotAuthorizedException", "Invalid session for the user.", "another software token was set up meanwhile");
}

/**
 * A pool that demands a second factor, and somebody who has none. An authenticator app is set up with
 * AssociateSoftwareToken and VerifySoftwareToken, whose session is the answer; for mail the answer is an address.
 */
export const mfaSetup = defineChallenge({
  name: "MFA_SETUP",
  tries: 10,
  needs: [],

  applies: (state) => state.newEmail === undefined && owesSecondFactor(state) && needsMfaSetup(state.pool, state.user),

  async pose(_services, { pool, user }) {
    return {
      parameters: {
        MFAS_CAN_SETUP: JSON.stringify(mfaMethodsOf(pool)),
        USER_ID_FOR_SRP: user.username,
      },
      data: packSetup({ stage: "asked" }),
    };
  },

  async accept(_services, state, signIn, { EMAIL: email }) {
    const { pool, user } = state;
    const setup = unpackSetup(signIn.data);
    if (setup.stage === "verified") {
      checkRegistered(setup.mark, user);
      return {
        state: { ...state, proven: [...state.proven, "software-token-mfa"] },
        change(present) {
          checkRegistered(setup.mark, present);
          return preferMfa(present, { SOFTWARE_TOKEN_MFA: { Enabled: true, PreferredMfa: true } });
        },
      };
    }
    if (email === undefined || !mfaMethodsOf(pool).includes("EMAIL_OTP")) {
      fail("NotAuthorizedException", "Invalid session for the user.", "no second factor was set up");
    }
    if (!needsMfaSetup(pool, user)) {
      wrongAnswer("NotAuthorizedException", "Invalid session for the user.", "a second factor was set up meanwhile");
    }
    checkNewEmail(pool, user, email);
    return { state: { ...state, newEmail: email } };
  },
});
