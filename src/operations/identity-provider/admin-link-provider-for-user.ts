import * as z from "zod";
import { findIdentityProvider } from "../../domain/identity-provider/find-identity-provider.ts";
import { linkIdentity } from "../../domain/identity-provider/link.ts";
import { defineOperation } from "../operation.ts";
import { ProviderUserIdentifier, UserPoolId } from "../shapes/index.ts";
import { findDestination, readIdentity } from "./provider-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminLinkProviderForUser.html */
export const AdminLinkProviderForUser = defineOperation({
  name: "AdminLinkProviderForUser",
  auth: "pool",
  input: z.object({ UserPoolId, DestinationUser: ProviderUserIdentifier, SourceUser: ProviderUserIdentifier }),
  errors: ["AliasExistsException", "LimitExceededException", "UserNotFoundException"],

  async handle({ DestinationUser, SourceUser }, { pool }, services) {
    if (SourceUser.ProviderName === "Cognito") {
      const rule =
        "Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser";
      return services.fail("InvalidParameterException", `Invalid SourceUser: ${rule}`);
    }
    const source = readIdentity("SourceUser", SourceUser);
    const provider = await findIdentityProvider(services, pool, source.providerName);
    const user = await findDestination(services, pool, DestinationUser);
    await linkIdentity(services, pool, user, provider, source);
    return {};
  },
});
