import type { IdentityProvider, ProviderDetails } from "../identity-provider/identity-provider.ts";
import type { Services } from "../services.ts";

type Reaching = Pick<Services, "publicUrl" | "ownUrl">;

const pathOf = ({ poolId, id }: Pick<IdentityProvider, "poolId" | "id">) =>
  `/_standin/${poolId}/${encodeURIComponent(id)}`;

/** Where browsers find the stand-in of a provider; an OpenID provider calls itself so. */
export const standInUrl = ({ publicUrl }: Pick<Reaching, "publicUrl">, provider: IdentityProvider): string =>
  publicUrl() + pathOf(provider);

/**
 * What a stand-in is reached by, in the place of the provider's own endpoints: browsers by the public URL, the service
 * itself by the port that it listens on, since the public URL may be known outside of its container alone.
 */
export function standInDetails({ publicUrl, ownUrl }: Reaching, provider: IdentityProvider): ProviderDetails {
  const there = standInUrl({ publicUrl }, provider);
  const here = ownUrl() + pathOf(provider);
  const codeFlow = { authorize_url: `${there}/authorize`, token_url: `${here}/token` };
  const signed = { ...codeFlow, oidc_issuer: there, jwks_uri: `${here}/jwks` };
  switch (provider.content.type) {
    case "SAML":
      return {
        // They name the public URL, and are remembered by theirs: under another public URL they are others.
        MetadataURL: `${here}/metadata?${new URLSearchParams({ at: publicUrl() })}`,
        SSORedirectBindingURI: `${there}/sso`,
        SLORedirectBindingURI: `${there}/slo`,
      };
    case "Facebook":
      return { ...codeFlow, attributes_url: `${here}/userinfo?fields=` };
    case "Google":
      return { ...signed, attributes_url: `${here}/userinfo?personFields=` };
    case "LoginWithAmazon":
      return { ...codeFlow, attributes_url: `${here}/userinfo` };
    case "SignInWithApple":
      return signed;
    case "OIDC":
      return { ...signed, attributes_url: `${here}/userinfo` };
  }
}
