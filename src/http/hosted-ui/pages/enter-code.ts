import type { ChallengeNameType } from "@aws-sdk/client-cognito-identity-provider";
import { html } from "hono/html";
import type { QuestionPage } from "../page.ts";
import { say } from "../shell.ts";
import type { Step } from "../step.ts";
import { codeField } from "../template/code-field.ts";
import { startOver, stepForm, submit } from "../template/form.ts";
import { type Graphic, layout } from "../template/layout.ts";
import type { Visit } from "../visit.ts";

interface Kind {
  readonly graphic: Graphic;
  /** The member of the answers that the code is. */
  readonly answer: string;
}

const kinds: Readonly<Partial<Record<ChallengeNameType, Kind>>> = {
  SOFTWARE_TOKEN_MFA: { graphic: "app", answer: "SOFTWARE_TOKEN_MFA_CODE" },
  SMS_MFA: { graphic: "sms", answer: "SMS_MFA_CODE" },
  SMS_OTP: { graphic: "sms", answer: "SMS_OTP_CODE" },
  EMAIL_OTP: { graphic: "email", answer: "EMAIL_OTP_CODE" },
};

const kindOf = ({ question }: Step): Kind => kinds[question.ChallengeName] as Kind;

function textsOf(visit: Visit, { question: { ChallengeName, ChallengeParameters } }: Step) {
  const { CODE_DELIVERY_DESTINATION: destination = "", FRIENDLY_DEVICE_NAME: device } = ChallengeParameters;
  if (ChallengeName !== "SOFTWARE_TOKEN_MFA") {
    return { title: say(visit, "codeTitle"), description: say(visit, "codeSentTo", { destination }) };
  }
  const description = device ? say(visit, "appCodeOf", { device }) : say(visit, "appCodeDescription");
  return { title: say(visit, "appCodeTitle"), description };
}

/** A code: of an authenticator app, or one that was sent. */
export const enterCode: QuestionPage = {
  path: "/mfa",
  challenges: Object.keys(kinds) as ChallengeNameType[],

  async draw(visit, step, refused) {
    const fields = html`${codeField(visit, { refusal: refused?.refusal })}${submit(visit, "continue")}`;
    return layout(visit, {
      ...{ ...textsOf(visit, step), graphic: kindOf(step).graphic, refusal: refused?.refusal },
      body: html`${stepForm(visit, this.path, step, fields)}
${startOver(visit)}`,
    });
  },

  answer: async (_visit, step, { code = "" }) => ({ answers: { [kindOf(step).answer]: code.trim() } }),
};
