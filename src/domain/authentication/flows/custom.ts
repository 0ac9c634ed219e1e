import { fail } from "../../../errors.ts";
import { checkSecretHash } from "../../client/check-secret-hash.ts";
import type { Pool } from "../../pool/pool.ts";
import { type Flow, findPerson } from "../flow.ts";
import { optional, required } from "../parameters.ts";

/** The pool's own functions ask, and judge the answers; the password may come first, by SRP. */
export const custom: Flow = {
  names: ["CUSTOM_AUTH"],
  permission: "ALLOW_CUSTOM_AUTH",
  callers: ["public", "developer"],
  notEnabled: "CUSTOM_AUTH is not enabled for the client.",

  async begin(services, attempt) {
    const { pool, client, parameters, context } = attempt;
    checkFunctions(pool);
    const username = required(parameters, "USERNAME");
    const srpA = bySrp(parameters) ? required(parameters, "SRP_A") : undefined;
    checkSecretHash(client, optional(parameters, "SECRET_HASH"), username);

    const person = await findPerson(services, attempt, username);
    const history =
      srpA === undefined ? [] : [{ challengeName: "SRP_A", challengeResult: true, challengeMetadata: null }];
    return { state: { pool, client, ...person, flow: "CUSTOM_AUTH", proven: [], context, srpA, history } };
  },
};

function checkFunctions({ settings }: Pool): void {
  const { DefineAuthChallenge, CreateAuthChallenge, VerifyAuthChallengeResponse } = settings.LambdaConfig ?? {};
  if (DefineAuthChallenge && CreateAuthChallenge && VerifyAuthChallengeResponse) return;
  fail("InvalidParameterException", "Custom auth lambda trigger is not configured for the user pool.");
}

function bySrp(parameters: Readonly<Record<string, string>>): boolean {
  const first = optional(parameters, "CHALLENGE_NAME");
  if (first === undefined || first === "SRP_A") return first === "SRP_A";
  fail("InvalidParameterException", `CHALLENGE_NAME can be SRP_A alone, and not ${first}.`);
}
