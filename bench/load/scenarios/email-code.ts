import { emailOf } from "../../people.ts";
import { ask, call, expectTokens } from "../cognito.ts";
import { cycle, type Scenario } from "../scenario.ts";
import { makePool } from "./own-pool.ts";

/** USER_AUTH with a code by mail, which is read from the outbox: one sign-in of three requests. */
export const emailCode: Scenario = async (context) => {
  const { connections } = context;
  const { clientId: ClientId, usernames } = await makePool(context, {
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } },
    EmailConfiguration: {
      EmailSendingAccount: "DEVELOPER",
      SourceArn: "arn:aws:ses:us-east-1:123456789012:identity/bench@example.com",
    },
  });
  const next = cycle(usernames);
  const lastId = new Map<string, string>();
  return async (lane) => {
    const connection = connections[lane]!;
    const USERNAME = next();
    const { Session } = await ask<{ Session: string }>(connection, "InitiateAuth", {
      ...{ AuthFlow: "USER_AUTH", ClientId, AuthParameters: { USERNAME, PREFERRED_CHALLENGE: "EMAIL_OTP" } },
    });
    const query = new URLSearchParams({ destination: emailOf(USERNAME), after: lastId.get(USERNAME) ?? "0" });
    const { body: read } = await connection.request("GET", `/_poolhouse/messages?${query}`);
    const [message] = JSON.parse(`${read}`) as { id: string; code: string }[];
    if (!message) throw new Error(`No code was sent to ${USERNAME}.`);
    lastId.set(USERNAME, message.id);
    const body = await call(connection, "RespondToAuthChallenge", {
      ...{ ChallengeName: "EMAIL_OTP", ClientId, Session },
      ChallengeResponses: { USERNAME, EMAIL_OTP_CODE: message.code },
    });
    expectTokens(body);
  };
};
