import * as z from "zod";
import { findIdentityProvider } from "../../domain/identity-provider/find-identity-provider.ts";
import { disablePassword, unlinkIdentity } from "../../domain/identity-provider/unlink.ts";
import { defineOperation } from "../operation.ts";
import { ProviderUserIdentifier, UserPoolId } from "../shapes/index.ts";
import { findDestination, readIdentity } from "./provider-user.ts";

/**
 * An account at a provider is unlinked; of a user of the pool's own (ProviderName `Cognito`) the password goes.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableProviderForUser.html
 */
export const AdminDisableProviderForUser = defineOperation({
  name: "AdminDisableProviderForUser",
  auth: "pool",
  input: z.object({ UserPoolId, User: ProviderUserIdentifier }),
  errors: ["UserNotFoundException"],

  async handle({ User: named }, { pool }, services) {
    if (named.ProviderName === "Cognito") {
      await disablePassword(services, pool, await findDestination(services, pool, named));
      return {};
    }
    const identity = readIdentity("User", named);
    await findIdentityProvider(services, pool, identity.providerName);
    await unlinkIdentity(services, pool, identity);
    return {};
  },
});
