import { defineChallenge } from "../challenge.ts";
import { askForFirst, checkFirst } from "../first-code.ts";
import { asksForFirst } from "../first-factor.ts";

/** A code by text message, as the first factor. */
export const smsOtp = defineChallenge({
  name: "SMS_OTP",
  tries: 10,
  needs: ["SMS_OTP_CODE"],

  applies: (state) => asksForFirst(state, "SMS_OTP"),

  pose: async (services, state) => askForFirst(services, { state, step: "SMS_OTP" }),

  async accept(services, state, signIn, { SMS_OTP_CODE: code }) {
    return { state: await checkFirst(services, { state, step: "SMS_OTP" }, signIn, code) };
  },
});
