/** What CreateUserPool and UpdateUserPool both take: the tests show the effects of both. */
import { keptOnly, shownIn } from "./effect.ts";
import { LambdaConfig } from "./trigger.ts";

const pools = shownIn("flows/pool-settings.test.ts");
const messages = shownIn("flows/message-templates.test.ts");
const devices = shownIn("flows/devices.test.ts");
const mail = shownIn("delivery/whole-service.test.ts");

const kind = pools("ask for each kind of character that they name in a password, for its length, and for no more");
const days = pools("let temporary passwords live for the days of their %s");
const code = messages("are those of the template for codes");
const olderCode = messages("are those of the older members where there is no template for codes");
const link = messages("are those of the template for links, where that is how the pool confirms");
const invitation = messages("are those of the template for invitations");
const sender = mail("comes from the sender that the pool names, or else from its identity");
const mechanism = pools("send a code for a forgotten password by the first of their mechanisms");
const issuerAndLevel = pools("name the issuer in tokens, and the level that a sign-in reached");

/** Of SetUserPoolMfaConfig, too. */
const registration = shownIn("oauth/settings.test.ts");
export const SmsConfiguration = keptOnly("text messages go to the inbox alone");

export const SmsAuthenticationMessage = messages("are the pool's own for codes that are a second factor");

export const poolSettings = {
  Policies: {
    PasswordPolicy: {
      MinimumLength: kind,
      RequireUppercase: kind,
      RequireLowercase: kind,
      RequireNumbers: kind,
      RequireSymbols: kind,
      PasswordHistorySize: pools("remember former passwords"),
      TemporaryPasswordValidityDays: days,
    },
    SignInPolicy: { AllowedFirstAuthFactors: pools("let people choose among the first factors that they allow") },
  },
  DeletionProtection: pools("protect their pool from deletion"),
  LambdaConfig,
  AutoVerifiedAttributes: code,
  SmsVerificationMessage: olderCode,
  EmailVerificationMessage: olderCode,
  EmailVerificationSubject: olderCode,
  VerificationMessageTemplate: {
    SmsMessage: code,
    EmailMessage: code,
    EmailSubject: code,
    EmailMessageByLink: link,
    EmailSubjectByLink: link,
    DefaultEmailOption: link,
  },
  SmsAuthenticationMessage,
  MfaConfiguration: pools("demand a second factor"),
  UserAttributeUpdateSettings: {
    AttributesRequireVerificationBeforeUpdate: pools("keep an address in force until the new one is verified"),
  },
  DeviceConfiguration: {
    ChallengeRequiredOnNewDevice: devices(
      "a remembered device takes its place where the pool asks for one on new devices alone",
    ),
    DeviceOnlyRememberedOnUserPrompt: pools("leave it to people to have a device remembered: %s"),
  },
  EmailConfiguration: {
    SourceArn: sender,
    ReplyToEmailAddress: sender,
    EmailSendingAccount: pools("take mail for a second factor where it is sent by the developer's account"),
    From: sender,
    ConfigurationSet: keptOnly("it is one of Amazon SES, through which no mail goes"),
  },
  SmsConfiguration,
  UserPoolTags: keptOnly("they are for people and their bills to read"),
  AdminCreateUserConfig: {
    AllowAdminCreateUserOnly: pools("leave it to administrators to make users"),
    UnusedAccountValidityDays: days,
    InviteMessageTemplate: invitation,
  },
  UserPoolAddOns: {
    AdvancedSecurityMode: pools("keep a history of users under threat protection"),
    AdvancedSecurityAdditionalFlows: {
      CustomAuthMode: shownIn("triggers/custom-auth-at-risk.test.ts")(
        "is only watched, or not looked at, where its own mode says so",
      ),
    },
  },
  DcrConfiguration: {
    EnableStatus: registration("is off until it is enabled"),
    OpenDcrEnabled: registration("is for everybody only where it is open"),
    AuthenticatedGrantTypes: registration("is for the flows that its two lists name"),
    OpenDcrGrantTypes: registration("is for the flows that its two lists name"),
    AllowedScopes: registration("is for the scopes that it allows"),
  },
  AccountRecoverySetting: { RecoveryMechanisms: { Priority: mechanism, Name: mechanism } },
  UserPoolTier: pools("have the features of their tier alone"),
  KeyConfiguration: {
    KeyType: pools("allow a replica where the key is a customer's"),
    KmsKeyArn: keptOnly("what is secret is sealed with the service's own key"),
  },
  IssuerConfiguration: issuerAndLevel,
  AcrConfiguration: issuerAndLevel,
};
