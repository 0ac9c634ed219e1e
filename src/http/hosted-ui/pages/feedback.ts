import { takeUsersWord } from "../../../domain/auth-event/feedback.ts";
import { CognitoError } from "../../../errors.ts";
import { brokenLink } from "../broken-link.ts";
import type { LinkPage } from "../page.ts";

/**
 * The links that a user gets by mail about a sign-in at risk (`tellOfRisk`): they say of it whether it was them, as
 * UpdateAuthEventFeedback would. https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-adaptive-authentication.html
 */
export const feedback: LinkPage = {
  path: "/feedback",

  async follow(c) {
    const { services, place } = c.var;
    const { user_name: username = "", event_id: eventId = "", feedback_token: token = "" } = c.req.query();
    const value = (["Valid", "Invalid"] as const).find((known) => known === c.req.query("feedback_value"));
    if (!value) brokenLink("it says neither");
    try {
      await takeUsersWord(services, { poolId: place.pool.id, username, eventId, token, value });
    } catch (error) {
      if (!(error instanceof CognitoError)) throw error;
      // Nobody learns from a link that was made up whom or what it names.
      brokenLink(error.reason ?? error.message);
    }
    return { title: "feedbackTaken", description: value === "Valid" ? "signedOutDescription" : "feedbackAdvice" };
  },
};
