import { fail } from "../../../errors.ts";
import { defineChallenge } from "../challenge.ts";
import { dueFactors, owesSecondFactor } from "../second-factor.ts";

/** The choice among several second factors, of which none is preferred. */
export const selectMfaType = defineChallenge({
  name: "SELECT_MFA_TYPE",
  tries: 10,
  needs: ["ANSWER"],

  applies: (state) => owesSecondFactor(state) && state.chosen === undefined && dueFactors(state).length > 1,

  async pose(_services, state) {
    return {
      parameters: {
        MFAS_CAN_CHOOSE: JSON.stringify(dueFactors(state)),
        USER_ID_FOR_SRP: state.user.username,
      },
      data: Buffer.alloc(0),
    };
  },

  async accept(_services, state, _signIn, { ANSWER: answer }) {
    const chosen = dueFactors(state).find((method) => method === answer);
    if (!chosen) fail("MFAMethodNotFoundException");
    return { state: { ...state, chosen } };
  },
});
