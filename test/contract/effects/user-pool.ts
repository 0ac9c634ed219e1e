import { type Effects, keptOnly, shownIn } from "./effect.ts";
import { UserPoolId } from "./everywhere.ts";
import { poolSettings, SmsAuthenticationMessage, SmsConfiguration } from "./pool-settings.ts";

const pools = shownIn("operations/user-pool.test.ts");
const attributes = shownIn("operations/user-attributes.test.ts");
const names = shownIn("flows/sign-in-names.test.ts");
const setup = shownIn("flows/mfa-setup.test.ts");
const registration = shownIn("operations/passkey-registration.test.ts");

const PoolName = keptOnly("it is for people to read");
const value = shownIn("operations/own-profile.test.ts")("refuses %s = %j: %s");
const length = attributes("are refused for everything that is wrong with them, one line each");
const added = shownIn("operations/add-custom-attributes.test.ts")("holds values to all that was said of an attribute");
const emailWords = shownIn("flows/message-templates.test.ts")("are the pool's own for codes that are a second factor");

export const userPool: Readonly<Record<string, Effects>> = {
  AddCustomAttributes: { UserPoolId, CustomAttributes: added },

  CreateUserPool: {
    PoolName,
    ...poolSettings,
    AliasAttributes: names("let people sign in with an address or number once it is verified"),
    UsernameAttributes: names("stand in their attribute, while the username is the sub"),
    Schema: {
      Name: attributes("cannot be changed, be they custom or not"),
      AttributeDataType: value,
      DeveloperOnlyAttribute: shownIn("operations/own-profile.test.ts")(
        "a developer's attribute is a developer's to write",
      ),
      Mutable: length,
      Required: shownIn("operations/sign-up.test.ts")("asks for what the pool requires, all of it in one message"),
      NumberAttributeConstraints: { MinValue: value, MaxValue: value },
      StringAttributeConstraints: { MinLength: length, MaxLength: length },
    },
    UsernameConfiguration: {
      CaseSensitive: names("makes none where the pool says so, and names stay as they were written"),
    },
  },

  DeleteUserPool: { UserPoolId },

  DescribeUserPool: { UserPoolId },

  GetSigningCertificate: { UserPoolId },

  GetUserPoolMfaConfig: { UserPoolId },

  ListUserPools: {
    NextToken: pools("shows a region's pools page by page, each once"),
    MaxResults: pools("shows a region's pools page by page, each once"),
  },

  SetUserPoolMfaConfig: {
    UserPoolId,
    SmsMfaConfiguration: { SmsAuthenticationMessage, SmsConfiguration },
    SoftwareTokenMfaConfiguration: {
      Enabled: shownIn("operations/software-token.test.ts")(
        "needs a pool that has them, a token, and a token or a session",
      ),
    },
    EmailMfaConfiguration: { Message: emailWords, Subject: emailWords },
    MfaConfiguration: setup("is an authenticator app that people set up on their way in"),
    WebAuthnConfiguration: {
      RelyingPartyId: registration("refuses the passkey of another relying party"),
      UserVerification: registration(
        "refuses an authenticator that did not verify its user where the pool requires it",
      ),
      FactorConfiguration: shownIn("flows/passkeys.test.ts")(
        "a passkey that verified its user counts as both, if the pool and the user want it so",
      ),
    },
  },

  UpdateUserPool: { UserPoolId, PoolName, ...poolSettings },
};
