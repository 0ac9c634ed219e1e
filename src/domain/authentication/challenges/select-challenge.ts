import { fail } from "../../../errors.ts";
import { defineChallenge } from "../challenge.ts";
import { chooseFirstFactor, firstFactors } from "../first-factor.ts";

/** The choice among several first factors. */
export const selectChallenge = defineChallenge({
  name: "SELECT_CHALLENGE",
  tries: 10,
  needs: ["ANSWER"],

  applies: ({ flow, proven, chosen, srpA }) =>
    flow === "USER_AUTH" && proven.length === 0 && chosen === undefined && srpA === undefined,

  async pose(services, state) {
    return { parameters: {}, data: Buffer.alloc(0), available: [...(await firstFactors(services, state))] };
  },

  async accept(services, state, _signIn, answers) {
    const chosen = (await firstFactors(services, state, answers.ANSWER)).find((factor) => factor === answers.ANSWER);
    if (!chosen) {
      fail("InvalidParameterException", "The selected challenge is not available for the user.");
    }
    return { state: await chooseFirstFactor(services, state, chosen, answers) };
  },
});
