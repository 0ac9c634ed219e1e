import { defineChallenge } from "../challenge.ts";
import { asksForFirst } from "../first-factor.ts";

/** The password by SRP, chosen as the first factor: its first half. */
export const passwordSrp = defineChallenge({
  name: "PASSWORD_SRP",
  tries: 10,
  needs: ["SRP_A"],

  applies: (state) => asksForFirst(state, "PASSWORD_SRP"),

  async pose(_services, { user }) {
    return { parameters: { USER_ID_FOR_SRP: user.username }, data: Buffer.alloc(0) };
  },

  async accept(_services, state, _signIn, { SRP_A: srpA }) {
    return { state: { ...state, srpA } };
  },
});
