import * as auth from "@aws-amplify/auth";
import { cognitoUserPoolsTokenProvider } from "@aws-amplify/auth/cognito";
import { Amplify, type AuthConfig } from "@aws-amplify/core";
import { parseAmplifyConfig } from "@aws-amplify/core/internals/utils";

/** amplify_outputs.json, as far as a test looks into it. */
export interface Outputs {
  readonly version: string;
  readonly auth: { readonly oauth: { readonly domain: string } };
  readonly custom: { readonly userPoolEndpoint: string };
}

/** Amplify as an app's page has it, for a test to call from outside. */
const page = {
  ...auth,

  /** Amplify puts another function in this one's place when somebody signs up. */
  autoSignIn: () => auth.autoSignIn(),

  configure(settings: AuthConfig): void {
    Amplify.configure({ Auth: settings }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } });
    cognitoUserPoolsTokenProvider.setAuthConfig(settings);
  },

  /** As the README has it: from the service's amplify_outputs.json. */
  configureFrom(outputs: Outputs): void {
    const { Auth } = parseAmplifyConfig(outputs);
    if (!Auth) throw new Error("the file says nothing of a user pool");
    Object.assign(Auth.Cognito, { userPoolEndpoint: outputs.custom.userPoolEndpoint });
    page.configure(Auth);
  },
};

declare global {
  /** In the page alone. */
  var amplify: AmplifyPage;
}

type AmplifyPage = typeof page;

Object.assign(globalThis, { amplify: page });
