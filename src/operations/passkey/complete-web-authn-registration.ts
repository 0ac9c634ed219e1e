import * as z from "zod";
import { completeRegistration } from "../../domain/passkey/complete-registration.ts";
import { defineOperation } from "../operation.ts";
import { TokenModel, WebAuthnCredential } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CompleteWebAuthnRegistration.html */
export const CompleteWebAuthnRegistration = defineOperation({
  name: "CompleteWebAuthnRegistration",
  auth: "user",
  input: z.object({ AccessToken: TokenModel, Credential: WebAuthnCredential }),
  errors: [
    "LimitExceededException",
    "WebAuthnChallengeNotFoundException",
    "WebAuthnClientMismatchException",
    "WebAuthnConfigurationMissingException",
    "WebAuthnCredentialNotSupportedException",
    "WebAuthnNotEnabledException",
    "WebAuthnOriginNotAllowedException",
    "WebAuthnRelyingPartyMismatchException",
  ],

  async handle({ Credential }, holder, services) {
    await completeRegistration(services, holder, Credential);
    return {};
  },
});
