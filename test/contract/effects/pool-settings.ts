/** What CreateUserPool and UpdateUserPool both take, and both put in force as a whole. */
import { keptOnly, shownIn } from "./effect.ts";

const policy = shownIn("flows/password-policy.test.ts");
const messages = shownIn("flows/message-templates.test.ts");
const links = shownIn("flows/confirmation-link.test.ts");
const mail = shownIn("delivery/whole-service.test.ts");
const expiry = shownIn("flows/expiry.test.ts");
const recovery = shownIn("operations/forgotten-password.test.ts");

const eachKind = policy("asks for each kind of character that it says, and for no other");
const codes = messages("are those of the template for codes, and those of the pool's older members where it has none");
const invitations = messages("are those of the template for invitations");
const sender = mail("comes from the sender that the pool names, or else from its identity");
const linkWords = links("writes the link with the pool's own words, and sends it again");

/** SmsConfigurationType. */
export const SmsConfiguration = keptOnly("text messages go to the inbox alone");

export const SmsAuthenticationMessage = messages("are the pool's own for codes that are a second factor");

export const poolSettings = {
  Policies: {
    PasswordPolicy: {
      MinimumLength: policy("may ask for less than Cognito's own"),
      RequireUppercase: eachKind,
      RequireLowercase: eachKind,
      RequireNumbers: eachKind,
      RequireSymbols: eachKind,
      PasswordHistorySize: policy("remembers as many passwords as it says, in every operation that sets one"),
      TemporaryPasswordValidityDays: expiry("is a temporary password after the pool's days; another one then does"),
    },
    SignInPolicy: {
      AllowedFirstAuthFactors: shownIn("flows/user-auth.test.ts")(
        "lets people choose among what the pool allows and they have",
      ),
    },
  },
  DeletionProtection: shownIn("operations/user-pool.test.ts")("spares a pool whose deletion protection is active"),
  LambdaConfig: keptOnly("Lambda triggers are to come"),
  AutoVerifiedAttributes: shownIn("operations/sign-up.test.ts")(
    "sends no code to somebody without a contact that the pool verifies",
  ),
  SmsVerificationMessage: codes,
  EmailVerificationMessage: codes,
  EmailVerificationSubject: codes,
  VerificationMessageTemplate: {
    SmsMessage: codes,
    EmailMessage: codes,
    EmailSubject: codes,
    EmailMessageByLink: linkWords,
    EmailSubjectByLink: linkWords,
    DefaultEmailOption: links("sends a link that confirms its user, once"),
  },
  SmsAuthenticationMessage,
  MfaConfiguration: shownIn("flows/mfa-setup.test.ts")(
    "is a phone number in a pool that is made with MFA, until an update turns it off",
  ),
  UserAttributeUpdateSettings: {
    AttributesRequireVerificationBeforeUpdate: shownIn("operations/own-profile.test.ts")(
      "UpdateUserAttributes keeps the old address in force where the pool wants the new one verified first",
    ),
  },
  DeviceConfiguration: {
    ChallengeRequiredOnNewDevice: shownIn("flows/devices.test.ts")(
      "a remembered device takes its place where the pool asks for one on new devices alone",
    ),
    DeviceOnlyRememberedOnUserPrompt: shownIn("operations/device.test.ts")(
      "leaves it to the user where the pool lets them choose",
    ),
  },
  EmailConfiguration: {
    SourceArn: sender,
    ReplyToEmailAddress: mail("goes to the SMTP server and into the outbox, in the pool's own words and name"),
    EmailSendingAccount: shownIn("operations/user-pool-mfa-config.test.ts")("refuses %s, and changes nothing"),
    From: sender,
    ConfigurationSet: keptOnly("it is one of Amazon SES, through which no mail goes"),
  },
  SmsConfiguration,
  UserPoolTags: keptOnly("they are for people and their bills to read"),
  AdminCreateUserConfig: {
    AllowAdminCreateUserOnly: shownIn("operations/sign-up.test.ts")("is closed where only administrators make users"),
    UnusedAccountValidityDays: expiry(
      "is a temporary password after the days of a pool from before there was a policy",
    ),
    InviteMessageTemplate: { SMSMessage: invitations, EmailMessage: invitations, EmailSubject: invitations },
  },
  UserPoolAddOns: {
    AdvancedSecurityMode: shownIn("operations/risk-configuration.test.ts")("refuses nothing while it only watches"),
    AdvancedSecurityAdditionalFlows: keptOnly("custom authentication is done by Lambda triggers, which are to come"),
  },
  DcrConfiguration: keptOnly("the endpoint at which clients register is to come"),
  AccountRecoverySetting: {
    RecoveryMechanisms: recovery("follow the pool's order of mechanisms, and ask the phone first where it has none"),
  },
  UserPoolTier: shownIn("operations/user-pool.test.ts")("names what the pool's tier does not have"),
  KeyConfiguration: {
    KeyType: shownIn("operations/replica.test.ts")(
      "are refused where the pool's tier, key or region does not allow them",
    ),
    KmsKeyArn: keptOnly("what is secret is sealed with the service's own key"),
  },
  IssuerConfiguration: {
    Type: shownIn("flows/tokens.test.ts")("name the newer host where the pool says so"),
  },
  AcrConfiguration: keptOnly("levels are asked for at the endpoints of OAuth, which are to come"),
};
