import { password } from "../../people.ts";
import { ask, call, expectTokens } from "../cognito.ts";
import { cycle, type Scenario } from "../scenario.ts";
import { type SrpChallenge, srpClient } from "../srp-client.ts";

/** USER_SRP_AUTH and the answer to its PASSWORD_VERIFIER: one sign-in of two calls. */
export const srp: Scenario = async ({ connections, target }) => {
  const { clientId: ClientId, userPoolId } = target;
  const groupName = userPoolId.slice(userPoolId.indexOf("_") + 1);
  const next = cycle(target.regulars);
  return async (lane) => {
    const connection = connections[lane]!;
    const client = srpClient(groupName);
    const { ChallengeParameters } = await ask<{ ChallengeParameters: SrpChallenge }>(connection, "InitiateAuth", {
      AuthFlow: "USER_SRP_AUTH",
      ClientId,
      AuthParameters: { USERNAME: next(), SRP_A: client.SRP_A },
    });
    const body = await call(connection, "RespondToAuthChallenge", {
      ChallengeName: "PASSWORD_VERIFIER",
      ClientId,
      ChallengeResponses: client.answer(ChallengeParameters, password),
    });
    expectTokens(body);
  };
};
