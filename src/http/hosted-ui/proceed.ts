import type { Outcome } from "../../domain/authentication/outcome.ts";
import type { Completed } from "../../domain/oauth/complete-authorization.ts";
import { answerCompleted } from "../oauth/authorization.ts";
import type { Refused } from "./page.ts";
import { questionPages } from "./pages/questions.ts";
import { answerQuestion } from "./sign-in-machine.ts";
import type { Step } from "./step.ts";
import type { Html } from "./template/layout.ts";
import type { Visit } from "./visit.ts";

/** What a step of a sign-in comes to: the page of the next question, or the way back to the app. */
export async function proceed(visit: Visit, username: string, outcome: Outcome<Completed>): Promise<Html | Response> {
  if ("signedIn" in outcome) return answerCompleted(visit.c, outcome.signedIn);
  const step = { username, question: outcome.question };
  const only = onlyChoice(step);
  if (!only) return draw(visit, step);
  return proceed(visit, username, await answerQuestion(visit, step, { answers: { ANSWER: only } }));
}

/** Nobody is asked to choose among one. SRP is a password too, which pages do not speak. */
function onlyChoice({ question: { ChallengeName, AvailableChallenges = [] } }: Step): string | undefined {
  const choices = AvailableChallenges.filter((challenge) => challenge !== "PASSWORD_SRP");
  return ChallengeName === "SELECT_CHALLENGE" && choices.length === 1 ? choices[0] : undefined;
}

/** The page that puts a question. */
export async function draw(visit: Visit, step: Step, refused?: Refused): Promise<Html> {
  const { ChallengeName } = step.question;
  const page = questionPages.find(({ challenges }) => challenges.includes(ChallengeName));
  if (!page) throw new Error(`the pages do not know the question ${ChallengeName}`);
  return page.draw(visit, step, refused);
}
