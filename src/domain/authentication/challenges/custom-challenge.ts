import { createQuestion } from "../../trigger/create-auth-challenge.ts";
import type { Metadata } from "../../trigger/occasion.ts";
import { isAnswerCorrect } from "../../trigger/verify-auth-challenge-response.ts";
import { occasionOf } from "../call-context.ts";
import { defineChallenge } from "../challenge.ts";

/** What the function that judges the answer is given to do so, and what the question is called in later events. */
interface Asked {
  readonly privateParameters: Metadata;
  readonly metadata: string | null;
}

/** A question of the pool's own functions. A wrong answer is none of the machine's business: DefineAuthChallenge decides. */
export const customChallenge = defineChallenge({
  name: "CUSTOM_CHALLENGE",
  tries: 1,
  usedBeforeJudged: true,
  needs: ["ANSWER"],

  applies: ({ decided }) => decided === "CUSTOM_CHALLENGE",

  async pose(services, state) {
    const { history: session = [], user } = state;
    const { publicParameters, ...asked } = await createQuestion(
      services,
      { person: state, session },
      occasionOf(state),
    );
    return {
      parameters: { ...publicParameters, USERNAME: user.username },
      data: Buffer.from(JSON.stringify(asked satisfies Asked)),
    };
  },

  async accept(services, state, { data }, { ANSWER: answer }) {
    const { privateParameters, metadata }: Asked = JSON.parse(data.toString());
    const facts = { person: state, privateParameters, answer };
    const challengeResult = await isAnswerCorrect(services, facts, occasionOf(state));
    const result = { challengeName: "CUSTOM_CHALLENGE", challengeResult, challengeMetadata: metadata };
    return { state: { ...state, history: [...(state.history ?? []), result] } };
  },
});
