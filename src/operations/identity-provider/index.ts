/** Operations on a pool's identity providers, and on who is linked with them. Called by the API's pipeline. */
export { AdminDisableProviderForUser } from "./admin-disable-provider-for-user.ts";
export { AdminLinkProviderForUser } from "./admin-link-provider-for-user.ts";
export { CreateIdentityProvider } from "./create-identity-provider.ts";
export { DeleteIdentityProvider } from "./delete-identity-provider.ts";
export { DescribeIdentityProvider } from "./describe-identity-provider.ts";
export { GetIdentityProviderByIdentifier } from "./get-identity-provider-by-identifier.ts";
export { ListIdentityProviders } from "./list-identity-providers.ts";
export { UpdateIdentityProvider } from "./update-identity-provider.ts";
