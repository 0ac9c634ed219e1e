import type { ProviderType } from "../../domain/identity-provider/identity-provider.ts";
import { appleSecret } from "./apple-secret.ts";
import { type CodeFlowKind, givenSecret } from "./kind.ts";
import { peopleClaims } from "./people-claims.ts";

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-oidc-idp.html */
const oidc: CodeFlowKind = {
  idToken: "required",
  tokenRequest: "POST",
  clientSecret: givenSecret,
  asks: (_upstream, { loginHint, acrValues }) => ({ login_hint: loginHint, acr_values: acrValues }),
  userInfo: ({ details: { attributes_url: url, attributes_request_method: method } }) =>
    url === undefined ? undefined : { url, method: method === "POST" ? "POST" : "GET" },
};

/** Its ID token tells the most; what is mapped beyond that, the People API is asked for. */
const google: CodeFlowKind = {
  idToken: "required",
  keysUrl: "https://www.googleapis.com/oauth2/v3/certs",
  tokenRequest: "POST",
  clientSecret: givenSecret,
  userInfo({ details: { attributes_url: url = "" }, wanted }, known) {
    const fields = wanted.filter((claim) => known[claim] === undefined && !ofTokens.includes(claim));
    return fields.length === 0 ? undefined : { url: url + encodeURIComponent(fields.join(",")), method: "GET" };
  },
  readUserInfo: peopleClaims,
};

/** https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow */
const facebook: CodeFlowKind = {
  idToken: "none",
  tokenRequest: "GET",
  clientSecret: givenSecret,
  userInfo({ details: { attributes_url: url = "" }, wanted }) {
    const fields = new Set(["id", ...wanted].filter((claim) => !ofTokens.includes(claim)));
    return { url: url + encodeURIComponent([...fields].join(",")), method: "GET" };
  },
};

/** https://developer.amazon.com/docs/login-with-amazon/authorization-code-grant.html */
const loginWithAmazon: CodeFlowKind = {
  idToken: "none",
  tokenRequest: "POST",
  clientSecret: givenSecret,
  userInfo: ({ details: { attributes_url: url = "" } }) => ({ url, method: "GET" }),
};

/** https://developer.apple.com/documentation/signinwithapplerestapi: it posts its answer where a name or address is asked for. */
const signInWithApple: CodeFlowKind = {
  idToken: "required",
  keysUrl: "https://appleid.apple.com/auth/keys",
  tokenRequest: "POST",
  clientSecret: appleSecret,
  asks: ({ details: { authorize_scopes: scopes = "" } }) => (scopes === "" ? {} : { response_mode: "form_post" }),
  readAnswer: (answer) => nameIn(answer.get("user") ?? "{}"),
};

/** What is in nobody's profile. */
const ofTokens: readonly string[] = ["access_token", "id_token", "refresh_token"];

/** Apple tells a person's name once, when they first agree, and unsigned: whoever is signed in may call themselves so. */
function nameIn(user: string): Readonly<Record<string, unknown>> {
  try {
    const { name: { firstName, lastName } = {} } = JSON.parse(user);
    const name = [firstName, lastName].filter((part) => typeof part === "string").join(" ");
    return name === "" ? {} : { firstName, lastName, name };
  } catch {
    return {};
  }
}

export const codeFlowKinds: Readonly<Record<Exclude<ProviderType, "SAML">, CodeFlowKind>> = {
  OIDC: oidc,
  Google: google,
  Facebook: facebook,
  LoginWithAmazon: loginWithAmazon,
  SignInWithApple: signInWithApple,
};
