import { fail } from "../../../errors.ts";
import { secondFactors } from "../../user/mfa.ts";
import { defineChallenge } from "../challenge.ts";
import { owesSecondFactor } from "../second-factor.ts";

/** The choice among several second factors, of which none is preferred. */
export const selectMfaType = defineChallenge({
  name: "SELECT_MFA_TYPE",
  tries: 10,
  needs: ["ANSWER"],

  applies: (state) =>
    owesSecondFactor(state) && state.chosen === undefined && secondFactors(state.pool, state.user).length > 1,

  async pose(_services, { pool, user }) {
    return {
      parameters: {
        MFAS_CAN_CHOOSE: JSON.stringify(secondFactors(pool, user)),
        USER_ID_FOR_SRP: user.username,
      },
      data: Buffer.alloc(0),
    };
  },

  async accept(_services, state, _signIn, { ANSWER: answer }) {
    const chosen = secondFactors(state.pool, state.user).find((method) => method === answer);
    if (!chosen) fail("MFAMethodNotFoundException");
    return { state: { ...state, chosen } };
  },
});
