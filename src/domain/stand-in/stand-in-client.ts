import { createECDH, createPrivateKey, hash } from "node:crypto";
import type { IdentityProviderTypeType as ProviderType } from "@aws-sdk/client-cognito-identity-provider";

type Details = Readonly<Record<string, string>>;

/** What somebody registers with a provider, in the place of what a declaration leaves out: a stand-in takes anything. */
export function standInClient(type: ProviderType, name: string): Details {
  const registered = { client_id: "stand-in", client_secret: "stand-in" };
  switch (type) {
    case "SAML":
      return { MetadataURL: "https://stand-in.example/metadata" };
    case "Facebook":
      return { ...registered, authorize_scopes: "public_profile,email" };
    case "Google":
      return { ...registered, authorize_scopes: "openid email profile" };
    case "LoginWithAmazon":
      return { ...registered, authorize_scopes: "profile" };
    case "SignInWithApple":
      return {
        ...{ client_id: "stand-in", authorize_scopes: "email name", team_id: "STANDIN", key_id: "STANDIN" },
        private_key: keyOf(name),
      };
    case "OIDC":
      return {
        ...{ ...registered, authorize_scopes: "openid email profile", attributes_request_method: "GET" },
        oidc_issuer: "https://stand-in.example",
      };
  }
}

/** A P-256 key in PEM: the same at every start, and nobody's secret. */
function keyOf(name: string): string {
  const ecdh = createECDH("prime256v1");
  ecdh.setPrivateKey(hash("sha256", `stand-in ${name}`, "buffer"));
  const [x, y] = [ecdh.getPublicKey().subarray(1, 33), ecdh.getPublicKey().subarray(33)].map((half) =>
    half.toString("base64url"),
  );
  const jwk = { kty: "EC", crv: "P-256", d: ecdh.getPrivateKey().toString("base64url"), x, y };
  return createPrivateKey({ key: jwk, format: "jwk" }).export({ type: "pkcs8", format: "pem" }).toString();
}
