import { defineChallenge } from "../challenge.ts";
import { asksForFirst } from "../first-factor.ts";

/** The password by SRP, chosen as the first factor: its first half. */
export const passwordSrp = defineChallenge({
  name: "PASSWORD_SRP",
  tries: 10,
  needs: ["SRP_A"],

  applies: (state) => asksForFirst(state, "PASSWORD_SRP"),

  pose: async () => ({ parameters: {}, data: Buffer.alloc(0) }),

  async accept(_services, state, _signIn, { SRP_A: srpA }) {
    return { state: { ...state, srpA } };
  },
});
