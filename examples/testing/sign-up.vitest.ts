/** With vitest: `npx vitest run`, as a file that ends in `.test.ts`. Outside of Poolhouse's own checkout, poolhouse is a devDependency like any other. */
import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import type { Context, PreSignUpTriggerEvent } from "aws-lambda";
import { type Poolhouse, startPoolhouse, triggerEvent } from "poolhouse/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { handler } from "../triggers/functions/pre-sign-up.ts";

const ClientId = "testingclient0000000000001";
const Password = "Passw0rd!";

describe("Signing up", () => {
  let poolhouse: Poolhouse;
  let cognito: CognitoIdentityProvider;

  beforeAll(async () => {
    poolhouse = await startPoolhouse({ config: `${import.meta.dirname}/poolhouse.yaml` });
    cognito = new CognitoIdentityProvider(poolhouse.sdk);
  });
  afterAll(() => poolhouse.stop());
  beforeEach(() => poolhouse.reset());

  const signUp = (Username: string, email: string) =>
    cognito.signUp({ ClientId, Username, Password, UserAttributes: [{ Name: "email", Value: email }] });

  it("ends with a confirmed user", async () => {
    await signUp("ann", "ann@example.com");
    const ConfirmationCode = await poolhouse.codeSentTo("ann@example.com");
    await cognito.confirmSignUp({ ClientId, Username: "ann", ConfirmationCode });
    const AuthParameters = { USERNAME: "ann", PASSWORD: Password };
    const { AuthenticationResult } = await cognito.initiateAuth({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters,
    });
    expect(AuthenticationResult?.AccessToken).toBeDefined();
  });

  it("does not take a code that is too old", async () => {
    await signUp("ann", "ann@example.com");
    const ConfirmationCode = await poolhouse.codeSentTo("ann@example.com");
    await poolhouse.moveClock("PT25H");
    await expect(cognito.confirmSignUp({ ClientId, Username: "ann", ConfirmationCode })).rejects.toThrow(
      "Invalid code",
    );
  });

  it("is refused by the trigger, which the app is told of in Cognito's words", async () => {
    await expect(signUp("eve", "eve@trash.example")).rejects.toThrow(
      "PreSignUp failed with error Please use an address of your own.",
    );
    expect(await poolhouse.invocations({ function: "pre-sign-up" })).toMatchObject([{ outcome: "error" }]);
  });

  it("confirms staff at once: the function alone, with an event as Cognito sends it", async () => {
    const userAttributes = { email: "sam@shop.example" };
    const event = triggerEvent("PreSignUp_SignUp", { request: { userAttributes } });
    const answer = (await handler(event, {} as Context, () => undefined)) as PreSignUpTriggerEvent;
    expect(answer.response).toEqual({ autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: false });
  });
});
