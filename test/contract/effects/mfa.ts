import { type Effects, shownIn } from "./effect.ts";
import { AccessToken, Username, UserPoolId } from "./everywhere.ts";

const preference = shownIn("operations/mfa-preference.test.ts");
const apps = shownIn("operations/software-token.test.ts");
const setup = shownIn("flows/mfa-setup.test.ts");

const turnedOn = {
  Enabled: preference("is what a sign-in asks for, whoever turned it on"),
  PreferredMfa: preference("is what a sign-in asks for, whoever turned it on"),
};
const choices = {
  SMSMfaSettings: turnedOn,
  SoftwareTokenMfaSettings: turnedOn,
  EmailMfaSettings: turnedOn,
  WebAuthnMfaSettings: {
    Enabled: shownIn("flows/passkeys.test.ts")(
      "a passkey that verified its user counts as both, if the pool and the user want it so",
    ),
  },
};
const MFAOptions = preference("is set in the older way too, for text messages alone");

const either = {
  AccessToken: apps("needs a pool that has them, a token, and a token or a session"),
  Session: setup("is an authenticator app that people set up on their way in"),
};

export const mfa: Readonly<Record<string, Effects>> = {
  AdminDeleteSoftwareToken: { UserPoolId, Username },
  AdminGetUserAuthFactors: { UserPoolId, Username },
  AdminSetUserMFAPreference: { ...choices, UserPoolId, Username },
  AdminSetUserSettings: { UserPoolId, Username, MFAOptions },
  AssociateSoftwareToken: either,
  GetUserAuthFactors: { AccessToken },
  SetUserMFAPreference: { ...choices, AccessToken },
  SetUserSettings: { AccessToken, MFAOptions },
  VerifySoftwareToken: {
    ...either,
    AccessToken: apps("gets a secret of 52 characters of base32, and is registered by a code, but not turned on"),
    UserCode: apps("is refused for a wrong code, for one that is two steps old, and without a secret"),
    FriendlyDeviceName: shownIn("flows/mfa.test.ts")(
      "a code of an authenticator app, by its friendly name, a step early or late, and once",
    ),
  },
};
