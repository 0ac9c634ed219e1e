import type { CreateIdentityProviderCommandInput } from "@aws-sdk/client-cognito-identity-provider";

type Provider = Omit<CreateIdentityProviderCommandInput, "UserPoolId">;

export const google: Provider = {
  ProviderName: "Google",
  ProviderType: "Google",
  ProviderDetails: { client_id: "id", client_secret: "secret", authorize_scopes: "email profile openid" },
};

export const facebook: Provider = {
  ProviderName: "Facebook",
  ProviderType: "Facebook",
  ProviderDetails: { ...google.ProviderDetails, authorize_scopes: "public_profile, email", api_version: "v19.0" },
  AttributeMapping: { email: "email" },
};

export const apple: Provider = {
  ProviderName: "SignInWithApple",
  ProviderType: "SignInWithApple",
  ProviderDetails: {
    ...{ client_id: "com.example.app", team_id: "TEAM", key_id: "KEY", private_key: "a private key" },
    authorize_scopes: "email name",
  },
};

/** One whose endpoints are all given by hand, so that nothing is fetched. */
export const oidc = (ProviderName: string, details: Record<string, string> = {}): Provider => ({
  ProviderName,
  ProviderType: "OIDC",
  ProviderDetails: {
    client_id: "id",
    client_secret: "secret",
    authorize_scopes: "openid email",
    attributes_request_method: "GET",
    oidc_issuer: "https://idp.example.com",
    authorize_url: "https://idp.example.com/authorize",
    token_url: "https://idp.example.com/token",
    attributes_url: "https://idp.example.com/userinfo",
    jwks_uri: "https://idp.example.com/jwks",
    ...details,
  },
});

const service = (name: string, path: string) =>
  `<md:${name} Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/${path}"/>`;

/** What a SAML identity provider says of itself, as short as it can be. */
export const samlMetadata = [
  '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com">',
  '<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">',
  service("SingleLogoutService", "slo"),
  service("SingleSignOnService", "sso"),
  "</md:IDPSSODescriptor></md:EntityDescriptor>",
].join("");
