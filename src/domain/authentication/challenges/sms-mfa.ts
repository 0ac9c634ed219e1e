import { defineChallenge } from "../challenge.ts";
import { asksFor } from "../second-factor.ts";
import { askForCode, checkSentCode } from "../sent-code.ts";
import type { SignInState } from "../sign-in.ts";
import { wrongAnswer } from "../wrong-answer.ts";

const asked = (state: SignInState) => ({ state, step: "SMS_MFA" as const });

/** A code by text message, as the second factor. */
export const smsMfa = defineChallenge({
  name: "SMS_MFA",
  tries: 10,
  needs: ["SMS_MFA_CODE"],

  applies: (state) => asksFor(state, "SMS_MFA"),

  async pose(services, state) {
    const contact = { attribute: "phone_number", destination: state.user.attributes.phone_number ?? "" } as const;
    return askForCode(services, asked(state), contact, 6);
  },

  async accept(services, state, signIn, { SMS_MFA_CODE: code }) {
    const number = await checkSentCode(services, asked(state), signIn, code);
    if (number !== state.user.attributes.phone_number) {
      wrongAnswer("NotAuthorizedException", "Invalid session for the user.", "the phone number is another one by now");
    }
    return { state: { ...state, proven: [...state.proven, "sms-mfa"] } };
  },
});
