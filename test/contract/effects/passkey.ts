import { type Effects, shownIn } from "./effect.ts";
import { AccessToken } from "./everywhere.ts";

const passkeys = shownIn("operations/passkey.test.ts");

export const passkey: Readonly<Record<string, Effects>> = {
  CompleteWebAuthnRegistration: {
    AccessToken,
    Credential: shownIn("flows/passkeys.test.ts")(
      "asks for one of the user's passkeys, and takes its signature for tokens",
    ),
  },
  DeleteWebAuthnCredential: {
    AccessToken,
    CredentialId: passkeys("deletes a user's own passkey, and finds nobody else's"),
  },
  ListWebAuthnCredentials: {
    AccessToken,
    NextToken: passkeys("shows a user's own passkeys page by page, each once"),
    MaxResults: passkeys("shows a user's own passkeys page by page, each once"),
  },
  StartWebAuthnRegistration: { AccessToken },
};
