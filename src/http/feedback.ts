import { Hono } from "hono";
import { takeUsersWord } from "../domain/auth-event/feedback.ts";
import type { Services } from "../domain/services.ts";
import { CognitoError, fail } from "../errors.ts";
import { notice, noticeHeaders } from "./notice.ts";

/**
 * Where the links lead that a user got by mail about a sign-in at risk (`tellOfRisk`): they say of it whether it was them,
 * as UpdateAuthEventFeedback would. https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-adaptive-authentication.html
 */
export function feedback(services: Services): Hono {
  const routes = new Hono();
  const path = "/:poolId{[\\w-]+_[0-9a-zA-Z]+}/feedback";
  routes.get(path, noticeHeaders, async (c) => {
    const { user_name: username = "", event_id: eventId = "", feedback_token: token = "" } = c.req.query();
    const value = (["Valid", "Invalid"] as const).find((known) => known === c.req.query("feedback_value"));
    try {
      if (!value) fail("InvalidParameterException", undefined, "the link says neither");
      await takeUsersWord(services, { poolId: c.req.param("poolId"), username, eventId, token, value });
    } catch (error) {
      if (!(error instanceof CognitoError)) throw error;
      services.log.info({ exception: error.name, reason: error.reason ?? error.message }, "a link was refused");
      // Nobody learns from a link that was made up whom or what it names.
      return c.html(notice("Your answer could not be taken", "The link is not a good one."), 400);
    }
    const advice =
      value === "Valid" ? "You can close this page." : "Change your password, if you have not done so yet.";
    return c.html(notice("Thank you for your answer", advice));
  });
  return routes;
}
