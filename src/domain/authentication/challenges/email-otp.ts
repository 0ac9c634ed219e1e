import { defineChallenge } from "../challenge.ts";
import { setUpEmail } from "../email-setup.ts";
import { asksFor } from "../second-factor.ts";
import { askForCode, checkSentCode } from "../sent-code.ts";
import type { SignInState } from "../sign-in.ts";

const asked = (state: SignInState) => ({ state, step: "EMAIL_OTP" as const });

/** A code by mail. As the second factor it may be the address's first, which the code then verifies. */
export const emailOtp = defineChallenge({
  name: "EMAIL_OTP",
  tries: 10,
  needs: ["EMAIL_OTP_CODE"],

  applies: (state) => state.newEmail !== undefined || asksFor(state, "EMAIL_OTP"),

  async pose(services, state) {
    const destination = state.newEmail ?? state.user.attributes.email ?? "";
    return askForCode(services, asked(state), { attribute: "email", destination }, 6);
  },

  async accept(services, state, signIn, { EMAIL_OTP_CODE: code }) {
    const address = await checkSentCode(services, asked(state), signIn, code);
    return {
      state: { ...state, proven: [...state.proven, "email-mfa"] },
      change: setUpEmail(services, state, address),
    };
  },
});
