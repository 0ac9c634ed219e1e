/**
 * What the package aws-amplify gives an app, of the parts that it is made of; without those for data, storage and the like,
 * which are a hundred megabytes. Up to 6.17 only the first configuration reaches who renews tokens; so it is here.
 */
import { cognitoUserPoolsTokenProvider } from "@aws-amplify/auth/cognito";
import { Amplify as core, type ResourcesConfig } from "@aws-amplify/core";
import { parseAmplifyConfig } from "@aws-amplify/core/internals/utils";

export * from "@aws-amplify/auth";
export { parseAmplifyConfig } from "@aws-amplify/core/internals/utils";

export const Amplify = {
  getConfig: () => core.getConfig(),

  configure(given: ResourcesConfig): void {
    const config = parseAmplifyConfig(given);
    if (config.Auth && !core.libraryOptions.Auth) {
      cognitoUserPoolsTokenProvider.setAuthConfig(config.Auth);
      core.configure(config, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } });
    } else core.configure(config);
  },
};
