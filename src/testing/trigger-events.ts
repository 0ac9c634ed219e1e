/**
 * The events of triggers, by source, as a function sees them. They fit those of `@types/aws-lambda`; so what Cognito
 * leaves null (`validationData`, most of `response`) has here the type that a handler reads or writes.
 */

interface Texts {
  [name: string]: string;
}

interface Event<Source extends string, Version extends string, Request, Response> {
  version: Version;
  triggerSource: Source;
  region: string;
  userPoolId: string;
  userName: string;
  callerContext: { awsSdkVersion: string; clientId: string };
  request: Request & { clientMetadata?: Texts };
  response: Response;
}

interface Person {
  userAttributes: Texts;
}

interface MaybeNobody extends Person {
  userNotFound?: boolean;
}

type ChallengeResult =
  | {
      challengeName:
        | "PASSWORD_VERIFIER"
        | "SMS_MFA"
        | "DEVICE_SRP_AUTH"
        | "DEVICE_PASSWORD_VERIFIER"
        | "ADMIN_NO_SRP_AUTH"
        | "SRP_A";
      challengeResult: boolean;
      challengeMetadata?: undefined;
    }
  | { challengeName: "CUSTOM_CHALLENGE"; challengeResult: boolean; challengeMetadata?: string };

interface Groups {
  groupsToOverride?: string[];
  iamRolesToOverride?: string[];
  preferredRole?: string;
}

interface ClaimChanges {
  claimsToAddOrOverride?: Texts;
  claimsToSuppress?: string[];
}

type PreSignUp<Source extends string> = Event<
  Source,
  "1",
  Person & { validationData?: Texts },
  { autoConfirmUser: boolean; autoVerifyEmail: boolean; autoVerifyPhone: boolean }
>;

type PostConfirmation<Source extends string> = Event<Source, "1", Person, Record<string, never>>;

type TokenGeneration<Source extends string> = Event<
  Source,
  "1",
  Person & { groupConfiguration: Groups },
  { claimsOverrideDetails: ClaimChanges & { groupOverrideDetails?: Groups } }
>;

type NewerTokenGeneration<Source extends string, Version extends "2" | "3"> = Event<
  Source,
  Version,
  Person & { groupConfiguration: Groups; scopes?: string[] },
  {
    claimsAndScopeOverrideDetails: {
      idTokenGeneration?: ClaimChanges;
      accessTokenGeneration?: ClaimChanges & { scopesToAdd?: string[]; scopesToSuppress?: string[] };
      groupOverrideDetails?: Groups;
    };
  }
>;

type UserMigration<Source extends string> = Event<
  Source,
  "1",
  { password: string; validationData?: Texts },
  {
    userAttributes: Texts;
    finalUserStatus?: "CONFIRMED" | "RESET_REQUIRED";
    messageAction?: "RESEND" | "SUPPRESS";
    desiredDeliveryMediums: ("SMS" | "EMAIL")[];
    forceAliasCreation?: boolean;
    enableSMSMFA?: boolean;
  }
>;

type CustomMessage<Source extends string> = Event<
  Source,
  "1",
  Person & { codeParameter: string; linkParameter: string; usernameParameter: string | null },
  { smsMessage: string | null; emailMessage: string | null; emailSubject: string | null }
>;

/** There is no `response`: nobody reads what a sender answers. */
type Sender<Source extends string, Type extends string> = Omit<
  Event<Source, "1", Person & { type: Type; code: string | null }, never>,
  "response"
>;

interface TakeOver {
  EVENT_ID: string;
  USER_NAME: string;
  IP_ADDRESS: string;
  ACCOUNT_TAKE_OVER_ACTION: "BLOCK" | "NO_ACTION" | "MFA" | "MFA_IF_CONFIGURED" | "MFA_REQUIRED";
  ONE_CLICK_LINK_VALID: string;
  ONE_CLICK_LINK_INVALID: string;
  LOGIN_TIME: string;
  FEEDBACK_TOKEN: string;
  CITY?: string;
  COUNTRY?: string;
  DEVICE_NAME?: string;
}

type TakeOverNotification = Omit<
  Event<
    "CustomEmailSender_AccountTakeOverNotification",
    "1",
    { userAttributes: TakeOver; type: "customEmailSenderRequestV1"; code: string | null },
    never
  >,
  "response"
>;

type MessageReason =
  | "SignUp"
  | "ResendCode"
  | "ForgotPassword"
  | "UpdateUserAttribute"
  | "VerifyUserAttribute"
  | "AdminCreateUser"
  | "Authentication";

type UserTokenSource =
  | "TokenGeneration_HostedAuth"
  | "TokenGeneration_Authentication"
  | "TokenGeneration_NewPasswordChallenge"
  | "TokenGeneration_AuthenticateDevice"
  | "TokenGeneration_RefreshTokens";

type CustomMessages = { [Source in `CustomMessage_${MessageReason}`]: CustomMessage<Source> };
type EmailSenders = { [Source in `CustomEmailSender_${MessageReason}`]: Sender<Source, "customEmailSenderRequestV1"> };
type SmsSenders = { [Source in `CustomSMSSender_${MessageReason}`]: Sender<Source, "customSMSSenderRequestV1"> };

/** Every source with its event. */
export type TriggerEvents = {
  [Source in "PreSignUp_SignUp" | "PreSignUp_AdminCreateUser" | "PreSignUp_ExternalProvider"]: PreSignUp<Source>;
} & {
  [Source in "PostConfirmation_ConfirmSignUp" | "PostConfirmation_ConfirmForgotPassword"]: PostConfirmation<Source>;
} & { [Source in UserTokenSource]: TokenGeneration<Source> } & {
  [Source in "UserMigration_Authentication" | "UserMigration_ForgotPassword"]: UserMigration<Source>;
} & CustomMessages &
  EmailSenders &
  SmsSenders & {
    PreAuthentication_Authentication: Event<
      "PreAuthentication_Authentication",
      "1",
      MaybeNobody & { validationData?: Texts },
      Record<string, never>
    >;
    PostAuthentication_Authentication: Event<
      "PostAuthentication_Authentication",
      "1",
      Person & { newDeviceUsed: boolean },
      Record<string, never>
    >;
    DefineAuthChallenge_Authentication: Event<
      "DefineAuthChallenge_Authentication",
      "1",
      MaybeNobody & { session: ChallengeResult[] },
      { challengeName?: string; issueTokens: boolean; failAuthentication: boolean }
    >;
    CreateAuthChallenge_Authentication: Event<
      "CreateAuthChallenge_Authentication",
      "1",
      MaybeNobody & { challengeName: string; session: ChallengeResult[] },
      { publicChallengeParameters: Texts; privateChallengeParameters: Texts; challengeMetadata: string }
    >;
    VerifyAuthChallengeResponse_Authentication: Event<
      "VerifyAuthChallengeResponse_Authentication",
      "1",
      MaybeNobody & { privateChallengeParameters: Texts; challengeAnswer: string },
      { answerCorrect: boolean }
    >;
    CustomEmailSender_AccountTakeOverNotification: TakeOverNotification;
    InboundFederation_ExternalProvider: Event<
      "InboundFederation_ExternalProvider",
      "1",
      { providerName: string; providerType: string; attributes: Record<string, Record<string, unknown>> },
      { userAttributesToMap: Record<string, unknown> }
    >;
    TokenGeneration_ClientCredentials: NewerTokenGeneration<"TokenGeneration_ClientCredentials", "3">;
  };

/** Those of PreTokenGeneration in their second version. */
export type TriggerEventsV2 = { [Source in UserTokenSource]: NewerTokenGeneration<Source, "2"> };

/** In their third. */
export type TriggerEventsV3 = {
  [Source in UserTokenSource | "TokenGeneration_ClientCredentials"]: NewerTokenGeneration<Source, "3">;
};

export type TriggerSource = keyof TriggerEvents;
