import { defineChallenge } from "../challenge.ts";
import { setUpEmail } from "../email-setup.ts";
import { askForFirst, checkFirst } from "../first-code.ts";
import { asksForFirst } from "../first-factor.ts";
import { asksFor } from "../second-factor.ts";
import { askForCode, checkSentCode } from "../sent-code.ts";
import type { SignInState } from "../sign-in.ts";

const asked = (state: SignInState) => ({ state, step: "EMAIL_OTP" as const });

/** A code by mail. As the second factor it may be the address's first, which the code then verifies. */
export const emailOtp = defineChallenge({
  name: "EMAIL_OTP",
  tries: 10,
  needs: ["EMAIL_OTP_CODE"],

  applies: (state) => state.newEmail !== undefined || asksForFirst(state, "EMAIL_OTP") || asksFor(state, "EMAIL_OTP"),

  async pose(services, state) {
    if (state.proven.length === 0) return askForFirst(services, asked(state));
    const destination = state.newEmail ?? state.user.attributes.email ?? "";
    return askForCode(services, asked(state), { attribute: "email", destination }, 6);
  },

  async accept(services, state, signIn, { EMAIL_OTP_CODE: code }) {
    if (state.proven.length === 0) return { state: await checkFirst(services, asked(state), signIn, code) };
    const address = await checkSentCode(services, asked(state), signIn, code);
    return {
      state: { ...state, proven: [...state.proven, "email-mfa"] },
      change: setUpEmail(services, state, address),
    };
  },
});
