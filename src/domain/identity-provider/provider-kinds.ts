import type { ProviderDetails, ProviderType } from "./identity-provider.ts";

/** What there is to know of a type of provider before anybody signs in. */
export interface ProviderKind {
  readonly required: readonly string[];
  /** AWS's words for one of them that is missing. */
  readonly missing?: string;
  readonly optional: readonly string[];
  /** Keys that are shown, and taken back by whoever sends what was described, but never kept: they follow from the others. */
  readonly derived?: readonly string[];
  /** The claim that tells its people apart; social networks have no other. SAML's is the NameID, which is no claim. */
  readonly usernameClaim?: string;
  /** Details that AWS shows beside those that were given (AWS: CreateIdentityProvider, ProviderDetails). */
  filled(details: ProviderDetails): ProviderDetails;
}

const socialKeys = ["client_id", "client_secret", "authorize_scopes"];
const socialMissing = "clientId, clientSecret and authorizeScopes are all required idp details.";

/** Keys of social networks, which AWS fills in: their endpoints are nobody's to choose. */
const filledKeys = [
  ...["attributes_url", "attributes_url_add_attributes", "authorize_url"],
  ...["oidc_issuer", "token_request_method", "token_url"],
];

const google: ProviderKind = {
  required: socialKeys,
  missing: socialMissing,
  optional: [],
  derived: filledKeys,
  usernameClaim: "sub",
  filled: () => ({
    attributes_url: "https://people.googleapis.com/v1/people/me?personFields=",
    attributes_url_add_attributes: "true",
    authorize_url: "https://accounts.google.com/o/oauth2/v2/auth",
    oidc_issuer: "https://accounts.google.com",
    token_request_method: "POST",
    token_url: "https://www.googleapis.com/oauth2/v4/token",
  }),
};

const facebook: ProviderKind = {
  required: socialKeys,
  missing: socialMissing,
  optional: ["api_version"],
  derived: filledKeys,
  usernameClaim: "id",
  filled: ({ api_version = "v17.0" }) => ({
    api_version,
    attributes_url: `https://graph.facebook.com/${api_version}/me?fields=`,
    attributes_url_add_attributes: "true",
    authorize_url: `https://www.facebook.com/${api_version}/dialog/oauth`,
    token_request_method: "GET",
    token_url: `https://graph.facebook.com/${api_version}/oauth/access_token`,
  }),
};

const loginWithAmazon: ProviderKind = {
  required: socialKeys,
  missing: socialMissing,
  optional: [],
  derived: filledKeys,
  usernameClaim: "user_id",
  filled: () => ({
    attributes_url: "https://api.amazon.com/user/profile",
    attributes_url_add_attributes: "false",
    authorize_url: "https://www.amazon.com/ap/oa",
    token_request_method: "POST",
    token_url: "https://api.amazon.com/auth/o2/token",
  }),
};

const signInWithApple: ProviderKind = {
  required: ["client_id", "private_key", "team_id", "key_id"],
  missing: "clientId, privateKey, teamId, and keyId are all required idp details.",
  optional: ["authorize_scopes"],
  derived: filledKeys,
  usernameClaim: "sub",
  filled: () => ({
    attributes_url_add_attributes: "false",
    authorize_url: "https://appleid.apple.com/auth/authorize",
    oidc_issuer: "https://appleid.apple.com",
    token_request_method: "POST",
    token_url: "https://appleid.apple.com/auth/token",
  }),
};

const oidc: ProviderKind = {
  required: ["client_id", "authorize_scopes", "oidc_issuer", "attributes_request_method"],
  missing: "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.",
  optional: [
    ...["client_secret", "authorize_url", "token_url", "attributes_url", "jwks_uri"],
    ...["attributes_url_add_attributes", "token_request_method"],
  ],
  usernameClaim: "sub",
  filled: () => ({ attributes_url_add_attributes: "false" }),
};

const saml: ProviderKind = {
  required: [],
  optional: ["MetadataURL", "MetadataFile", "IDPSignout", "IDPInit", "EncryptedResponses", "RequestSigningAlgorithm"],
  derived: ["SSORedirectBindingURI", "SLORedirectBindingURI", "ActiveEncryptionCertificate"],
  filled: () => ({}),
};

/** Every type of provider. */
export const providerKinds: Readonly<Record<ProviderType, ProviderKind>> = {
  SAML: saml,
  Facebook: facebook,
  Google: google,
  LoginWithAmazon: loginWithAmazon,
  SignInWithApple: signInWithApple,
  OIDC: oidc,
};

/** A social network is there once, under its own name, which no other provider can have; nor can it be called as the pool is. */
export const nameFits = (name: string, type: ProviderType): boolean => {
  const isGeneral = type === "SAML" || type === "OIDC";
  return isGeneral ? !Object.hasOwn(providerKinds, name) && name !== "COGNITO" : name === type;
};
