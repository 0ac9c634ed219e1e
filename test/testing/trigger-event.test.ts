import type * as aws from "aws-lambda";
import { describe, expect, it } from "vitest";
import { triggers } from "../../src/domain/trigger/index.ts";
import { type TriggerSource, triggerEvent } from "../../src/testing/index.ts";

describe("triggerEvent", () => {
  it("makes an event of every source", () => {
    const sources = new Set(triggers.flatMap(({ sources }: { sources: readonly string[] }) => sources));
    expect(sources.size).toBe(41);
    for (const source of sources) expect(triggerEvent(source as TriggerSource).triggerSource).toBe(source);
  });

  it("makes events that the handlers of @types/aws-lambda take", () => {
    const events = [
      triggerEvent("PreSignUp_SignUp") satisfies aws.PreSignUpTriggerEvent,
      triggerEvent("PostConfirmation_ConfirmSignUp") satisfies aws.PostConfirmationTriggerEvent,
      triggerEvent("PreAuthentication_Authentication") satisfies aws.PreAuthenticationTriggerEvent,
      triggerEvent("PostAuthentication_Authentication") satisfies aws.PostAuthenticationTriggerEvent,
      triggerEvent("TokenGeneration_HostedAuth") satisfies aws.PreTokenGenerationTriggerEvent,
      triggerEvent("TokenGeneration_RefreshTokens", { version: "2" }) satisfies aws.PreTokenGenerationV2TriggerEvent,
      triggerEvent("TokenGeneration_ClientCredentials") satisfies aws.PreTokenGenerationV3TriggerEvent,
      triggerEvent("UserMigration_Authentication") satisfies aws.UserMigrationTriggerEvent,
      triggerEvent("DefineAuthChallenge_Authentication") satisfies aws.DefineAuthChallengeTriggerEvent,
      triggerEvent("CreateAuthChallenge_Authentication") satisfies aws.CreateAuthChallengeTriggerEvent,
      triggerEvent("VerifyAuthChallengeResponse_Authentication") satisfies aws.VerifyAuthChallengeResponseTriggerEvent,
      triggerEvent("CustomMessage_AdminCreateUser") satisfies aws.CustomMessageTriggerEvent,
      triggerEvent("CustomEmailSender_SignUp").request satisfies aws.CustomEmailSenderTriggerEvent["request"],
      triggerEvent("CustomSMSSender_SignUp").request satisfies aws.CustomSMSSenderTriggerEvent["request"],
      triggerEvent("InboundFederation_ExternalProvider"),
    ];
    expect(events).not.toContain(undefined);
  });

  it("merges what a test wants otherwise, and takes out what is undefined", () => {
    const { request, userName } = triggerEvent("PreSignUp_SignUp", {
      userName: "ann",
      request: { userAttributes: { email: undefined, "custom:plan": "pro" }, clientMetadata: { shop: "nine" } },
    });
    expect(userName).toBe("ann");
    expect(request).toEqual({
      userAttributes: { "custom:plan": "pro" },
      validationData: { plan: "free" },
      clientMetadata: { shop: "nine" },
    });
    const session = [{ challengeName: "SRP_A" as const, challengeResult: true }];
    expect(triggerEvent("DefineAuthChallenge_Authentication", { request: { session } }).request.session).toEqual(
      session,
    );
  });

  it("gives each test an event of its own", () => {
    triggerEvent("PreSignUp_SignUp").response.autoConfirmUser = true;
    expect(triggerEvent("PreSignUp_SignUp").response.autoConfirmUser).toBe(false);
  });

  it("knows no other sources, versions or members", () => {
    // @ts-expect-error
    expect(() => triggerEvent("PreSignUp_Nothing")).toThrow("There is no event of PreSignUp_Nothing in version 1.");
    // @ts-expect-error
    expect(() => triggerEvent("PreSignUp_SignUp", { version: "2" })).toThrow("in version 2");
    // @ts-expect-error
    expect(triggerEvent("PreSignUp_SignUp", { request: { newDeviceUsed: true } })).toBeDefined();
  });
});
