import * as z from "zod";
import { findPasskey } from "../../domain/passkey/find-passkeys.ts";
import { defineOperation } from "../operation.ts";
import { StringType, TokenModel } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteWebAuthnCredential.html */
export const DeleteWebAuthnCredential = defineOperation({
  name: "DeleteWebAuthnCredential",
  auth: "user",
  input: z.object({ AccessToken: TokenModel, CredentialId: StringType }),
  errors: [],

  async handle({ CredentialId }, { pool, user }, services) {
    const passkey = await findPasskey(services, user, CredentialId);
    if (!passkey || !(await services.database.passkeys.delete(pool.id, CredentialId))) {
      services.fail("ResourceNotFoundException", "WebAuthn credential does not exist.");
    }
    return {};
  },
});
