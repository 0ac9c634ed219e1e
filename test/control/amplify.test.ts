import { fetchUserAttributes, signIn, signOut } from "@aws-amplify/auth";
import { cognitoUserPoolsTokenProvider } from "@aws-amplify/auth/cognito";
import { Amplify, type AuthConfig, ConsoleLogger } from "@aws-amplify/core";
import { parseAmplifyConfig } from "@aws-amplify/core/internals/utils";
import { describe, expect, it } from "vitest";
import { defaultApp, password } from "../support/people.ts";
import { startForAll } from "../support/start.ts";

describe("An app that uses Amplify", async () => {
  const service = await startForAll("memory");

  it("signs in with what amplify_outputs.json says and the endpoint that it carries", async () => {
    const outputs = await service.current.control<Outputs>(
      "GET",
      `/amplify_outputs.json?clientId=${defaultApp.ClientId}`,
    );
    const { Auth } = parseAmplifyConfig(outputs);
    const config = { Cognito: { ...Auth!.Cognito, userPoolEndpoint: outputs.custom.userPoolEndpoint } } as AuthConfig;
    // It warns of an endpoint that is not Amazon's.
    ConsoleLogger.LOG_LEVEL = "ERROR";
    Amplify.configure({ Auth: config }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } });
    cognitoUserPoolsTokenProvider.setAuthConfig(config);

    expect(await signIn({ username: "alice", password })).toEqual({
      isSignedIn: true,
      nextStep: { signInStep: "DONE" },
    });
    expect(await fetchUserAttributes()).toMatchObject({ email: "alice@example.com" });
    await signOut();
  });
});

interface Outputs {
  readonly version: string;
  readonly custom: { readonly userPoolEndpoint: string };
}
