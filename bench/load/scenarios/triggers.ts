import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { planFile } from "../../functions.ts";
import { ask, call, expectTokens } from "../cognito.ts";
import { cycle, type Scenario } from "../scenario.ts";
import { makePool } from "./own-pool.ts";
import { signIn, signInAgain } from "./sign-in.ts";

/** What is in a token's middle part. */
const claimsOf = (answer: Buffer): string => {
  const [, token = ""] = /"IdToken":"([^"]+)"/.exec(answer.toString()) ?? [];
  return Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
};

const arnOf = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

/** Sign-in as it is, and then through the pool's PreTokenGeneration; it is sure that the function ran. */
const signInThrough =
  (name: string): Scenario =>
  async (context) => {
    const { connections, target } = context;
    const PreTokenGeneration = arnOf(name);
    await call(connections[0]!, "UpdateUserPool", {
      UserPoolId: target.userPoolId,
      LambdaConfig: { PreTokenGeneration },
    });
    const step = await signInAgain(context);
    const answer = await signIn(connections[0]!, target, target.regulars[0]!);
    if (!claimsOf(answer).includes('"plan"')) throw new Error(`${name} has put no claim into ${claimsOf(answer)}`);
    return step;
  };

export const signInThroughTypeScript = signInThrough("typescript");
export const signInThroughPython = signInThrough("python");

/** Each time after an edit of a file that the function imports, whose new claim has to be there. */
export const signInAfterEdit: Scenario = async (context) => {
  await signInThroughTypeScript(context);
  const { connections, target } = context;
  const next = cycle(target.regulars);
  let edits = 0;
  return async (lane) => {
    const plan = `edit-${++edits}`;
    writeFileSync(join(target.functionsFolder!, "plan.ts"), planFile(plan));
    const answer = await signIn(connections[lane]!, target, next());
    if (!claimsOf(answer).includes(`"${plan}"`)) throw new Error(`${plan} is not in ${claimsOf(answer)}`);
  };
};

/** A question of the pool's functions, and its answer: one sign-in of two requests and four runs of functions. */
export const customAuth: Scenario = async (context) => {
  const { connections } = context;
  const functions = ["DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"];
  const LambdaConfig = Object.fromEntries(functions.map((name) => [name, arnOf("question")]));
  const client = { ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH"] };
  const { clientId: ClientId, usernames } = await makePool(context, { LambdaConfig }, client);
  const next = cycle(usernames);
  return async (lane) => {
    const USERNAME = next();
    const connection = connections[lane]!;
    const begun = { AuthFlow: "CUSTOM_AUTH", ClientId, AuthParameters: { USERNAME } };
    const { Session } = await ask<{ Session: string }>(connection, "InitiateAuth", begun);
    const body = await call(connection, "RespondToAuthChallenge", {
      ...{ ChallengeName: "CUSTOM_CHALLENGE", ClientId, Session },
      ChallengeResponses: { USERNAME, ANSWER: "yes" },
    });
    expectTokens(body);
  };
};
