import * as auth from "@aws-amplify/auth";
import { cognitoUserPoolsTokenProvider } from "@aws-amplify/auth/cognito";
import { Amplify, type AuthConfig } from "@aws-amplify/core";

/** Amplify as an app's page has it, for a test to call from outside. */
const page = {
  ...auth,

  /** Amplify puts another function in this one's place when somebody signs up. */
  autoSignIn: () => auth.autoSignIn(),

  configure(settings: AuthConfig): void {
    Amplify.configure({ Auth: settings }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } });
    cognitoUserPoolsTokenProvider.setAuthConfig(settings);
  },
};

declare global {
  /** In the page alone. */
  var amplify: AmplifyPage;
}

type AmplifyPage = typeof page;

Object.assign(globalThis, { amplify: page });
