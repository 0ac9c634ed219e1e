import type { Authorizer, Refused } from "../authorizers/authorizer.ts";
import type { IntegrationFailure } from "../integrations/integration.ts";
import type { Deviation, GatewayResponseType } from "./gateway-response.ts";

type Refusal = Deviation & { readonly type: GatewayResponseType; readonly message?: string };

/** How a REST API answers what its authorizer refused; the texts are AWS's. */
export function refusalOf({ kind, message }: Refused, { name }: Authorizer): Refusal {
  switch (kind) {
    case "missing":
      return name === "AWS_IAM" ? { type: "MISSING_AUTHENTICATION_TOKEN" } : { type: "UNAUTHORIZED" };
    case "invalid":
    case "scope":
      return { type: "UNAUTHORIZED" };
    // A Cognito token's own end is a 401, and not the 403 of AWS's temporary credentials.
    case "expired":
      return {
        ...{ type: "EXPIRED_TOKEN", status: 401, exception: "UnauthorizedException" },
        message: "The incoming token has expired",
      };
    case "denied":
      return { type: "ACCESS_DENIED", member: "Message", message: denied };
    case "explicit-deny":
      return { type: "ACCESS_DENIED", member: "Message", message: `${denied} with an explicit deny` };
    case "signature":
      return { type: "INVALID_SIGNATURE", message };
    case "failure":
      return { type: "AUTHORIZER_FAILURE" };
    case "configuration":
      return { type: "AUTHORIZER_CONFIGURATION_ERROR" };
  }
}

const denied = "User is not authorized to access this resource";

/** How it answers where the integration failed. */
export function failureType({ kind }: IntegrationFailure): { type: GatewayResponseType; status?: number } {
  switch (kind) {
    case "timed out":
      return { type: "INTEGRATION_TIMEOUT" };
    case "unreachable":
      return { type: "INTEGRATION_FAILURE" };
    case "unsupported media type":
      return { type: "UNSUPPORTED_MEDIA_TYPE" };
    // Of a function or a backend whose answer is none, AWS says 502 under the type of any other failure of its own.
    case "malformed":
      return { type: "API_CONFIGURATION_ERROR", status: 502 };
    case "too long":
    case "configuration":
      return { type: "API_CONFIGURATION_ERROR" };
  }
}
