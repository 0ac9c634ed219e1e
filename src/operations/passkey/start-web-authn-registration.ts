import * as z from "zod";
import { beginRegistration } from "../../domain/passkey/begin-registration.ts";
import { defineOperation } from "../operation.ts";
import { TokenModel } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_StartWebAuthnRegistration.html */
export const StartWebAuthnRegistration = defineOperation({
  name: "StartWebAuthnRegistration",
  auth: "user",
  input: z.object({ AccessToken: TokenModel }),
  errors: ["LimitExceededException", "WebAuthnConfigurationMissingException", "WebAuthnNotEnabledException"],

  async handle(_input, holder, services) {
    return { CredentialCreationOptions: await beginRegistration(services, holder) };
  },
});
