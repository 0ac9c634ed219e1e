import { fail } from "../../errors.ts";
import { isInsecure } from "../local-url.ts";
import { registerScope } from "./client-scopes.ts";
import type { WantedClient } from "./wanted-client.ts";

/** The scopes that every pool has. */
const systemScopes = new Set(["aws.cognito.signin.user.admin", "email", "openid", "phone", "profile", registerScope]);

/** Throws InvalidOAuthFlowException, ScopeDoesNotExistException, InvalidParameterException. */
export function checkOAuth(wanted: WantedClient): void {
  checkGrants(wanted);
  checkScopes(wanted);
  checkUrls(wanted);
}

function checkGrants({ settings, secrets }: WantedClient): void {
  const { AllowedOAuthFlows: flows = [], AllowedOAuthScopes: scopes = [], CallbackURLs = [] } = settings;
  if (settings.AllowedOAuthFlowsUserPoolClient && (flows.length === 0 || scopes.length === 0)) {
    fail(
      "InvalidOAuthFlowException",
      "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.",
    );
  }
  const redirects = flows.includes("code") || flows.includes("implicit");
  if (flows.includes("client_credentials") && redirects) {
    fail(
      "InvalidOAuthFlowException",
      "client_credentials flow can not be selected along with code flow or implicit flow.",
    );
  }
  if (flows.includes("client_credentials") && secrets.length === 0) {
    fail(
      "InvalidOAuthFlowException",
      "client_credentials flow can not be selected if client does not have a client secret.",
    );
  }
  if (redirects && CallbackURLs.length === 0) {
    fail("InvalidOAuthFlowException", "CallbackUrls can not be empty when code flow or implicit flow is selected");
  }
}

function checkScopes({ settings, offers }: WantedClient): void {
  const unknown = settings.AllowedOAuthScopes?.find((scope) => !systemScopes.has(scope) && !offers.scopes.has(scope));
  if (unknown) fail("ScopeDoesNotExistException", `Invalid scope requested: ${unknown}`);
}

/** RFC 6749 section 3.1.2: no fragment, and TLS except on the developer's own machine. */
function checkUrls({ settings, offers }: WantedClient): void {
  const { CallbackURLs: callbacks = [], LogoutURLs: logouts = [], DefaultRedirectURI: usual } = settings;
  const insecure = [...callbacks, ...logouts].find((url) => isInsecure(url, offers.localUrls));
  if (insecure) fail("InvalidParameterException", `${insecure} cannot use the HTTP protocol.`);
  const withFragment = callbacks.find((url) => url.includes("#"));
  if (withFragment) fail("InvalidParameterException", `${withFragment} cannot use fragment`);
  if (usual && !callbacks.includes(usual)) {
    fail("InvalidParameterException", `The default redirect URI ${usual} is not in the callback URIs list.`);
  }
}
