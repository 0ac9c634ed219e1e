import type { CreateUserPoolClientCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import type { Face } from "../support/face.ts";
import { signingIn } from "../support/mfa.ts";
import type { App } from "../support/people.ts";
import { answering, type Event, type Handlers } from "./workbench.ts";

/** A client that may be used for custom sign-ins. */
export const customClient = {
  ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
} satisfies Partial<CreateUserPoolClientCommandInput>;

/** What the functions of a custom sign-in are told of what was done. */
interface Result {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  readonly challengeMetadata: string | null;
}

export const sessionOf = ({ request }: Event) => request.session as readonly Result[];
export const next = (challengeName: string) =>
  answering({ challengeName, issueTokens: false, failAuthentication: false });
export const issue = answering({ issueTokens: true, failAuthentication: false });
export const failNow = answering({ issueTokens: false, failAuthentication: true });

/** Three tries at a riddle; a password by SRP comes first where somebody brings an SRP_A. */
export const riddles: Handlers = {
  DefineAuthChallenge(event) {
    const session = sessionOf(event);
    const last = session.at(-1);
    if (last?.challengeName === "SRP_A") return next("PASSWORD_VERIFIER")(event);
    if (last?.challengeName === "CUSTOM_CHALLENGE" && last.challengeResult) return issue(event);
    const tries = session.filter(({ challengeName }) => challengeName === "CUSTOM_CHALLENGE").length;
    return tries >= 3 ? failNow(event) : next("CUSTOM_CHALLENGE")(event);
  },
  CreateAuthChallenge: answering({
    publicChallengeParameters: { question: "What has keys and opens no door?" },
    privateChallengeParameters: { answer: "a piano" },
    challengeMetadata: "RIDDLE",
  }),
  VerifyAuthChallengeResponse: (event) => {
    const { privateChallengeParameters, challengeAnswer } = event.request;
    const { answer } = privateChallengeParameters as { answer: string };
    return answering({ answerCorrect: challengeAnswer === answer })(event);
  },
};

/** People of a pool with custom sign-ins. */
export function customSignIns(service: Face, app: App) {
  const people = signingIn(service, app);
  return { ...people, begin: (USERNAME: string) => people.initiate("CUSTOM_AUTH", { USERNAME }) };
}
