import { defineChallenge } from "../challenge.ts";
import { asksForFirst } from "../first-factor.ts";
import { provePassword } from "../prove-password.ts";

/** The password, chosen as the first factor and not given yet. */
export const password = defineChallenge({
  name: "PASSWORD",
  tries: 10,
  needs: ["PASSWORD"],

  applies: (state) => asksForFirst(state, "PASSWORD"),

  pose: async () => ({ parameters: {}, data: Buffer.alloc(0) }),

  async accept(services, state, _signIn, answers) {
    return { state: await provePassword(services, state, answers.PASSWORD) };
  },
});
