/**
 * Events that Cognito sent, as facts: what stands in `request` and `response`, and of which kind it is. Names of attributes
 * are those of the people concerned, and left out.
 */
export interface RecordedEvent {
  readonly source: string;
  readonly version: string;
  readonly request: Kinds;
  readonly response: Kinds | undefined;
  /** Where it was seen. */
  readonly seen: string;
}

/** `string`, `boolean`, `null` and so on, `attributes` for texts by name, or what stands inside; a list by its first element. */
export type Kinds = string | { readonly [name: string]: Kinds };

const attributes = "attributes";
const groupConfiguration = {
  groupsToOverride: "list of strings",
  iamRolesToOverride: "list of strings",
  preferredRole: "null",
};
const nobodyJudged = { autoConfirmUser: "boolean", autoVerifyEmail: "boolean", autoVerifyPhone: "boolean" };
const nothingSaid = { smsMessage: "null", emailMessage: "null", emailSubject: "null" };
const undecided = { challengeName: "null", issueTokens: "null", failAuthentication: "null" };
const guide = "https://docs.aws.amazon.com/cognito/latest/developerguide";

export const recordedEvents: readonly RecordedEvent[] = [
  {
    ...{ source: "PreSignUp_SignUp", version: "1" },
    request: { clientMetadata: "attributes", userAttributes: attributes, validationData: "null" },
    response: nobodyJudged,
    seen: `${guide}/cognito-user-identity-pools-working-with-aws-lambda-triggers.html, client metadata`,
  },
  {
    ...{ source: "PreSignUp_AdminCreateUser", version: "1" },
    request: { userAttributes: attributes, validationData: "null" },
    response: nobodyJudged,
    seen: "a recorded event in the tests of an app (pool us-west-2_7fZN9yuSk)",
  },
  {
    ...{ source: "PostConfirmation_ConfirmSignUp", version: "1" },
    request: { userAttributes: attributes },
    response: {},
    seen: "a recorded event in the tests of an app (pool us-east-1_H2JaRAdhV)",
  },
  {
    ...{ source: "PostConfirmation_ConfirmForgotPassword", version: "1" },
    request: { userAttributes: attributes },
    response: {},
    seen: "a recorded event in the source of an app (pool eu-west-1_VL7uVkjBo)",
  },
  {
    ...{ source: "DefineAuthChallenge_Authentication", version: "1" },
    request: {
      userAttributes: attributes,
      session: { challengeName: "string", challengeResult: "boolean", challengeMetadata: "null" },
    },
    response: undecided,
    seen: "https://github.com/aws-amplify/amplify-js/issues/5834, and its answer in issues/3159",
  },
  {
    ...{ source: "CreateAuthChallenge_Authentication", version: "1" },
    request: {
      ...{ userAttributes: attributes, challengeName: "string", userNotFound: "boolean" },
      session: { challengeName: "string", challengeResult: "boolean", challengeMetadata: "null" },
    },
    response: { publicChallengeParameters: "null", privateChallengeParameters: "null", challengeMetadata: "null" },
    seen: "a recorded event in the tests of an app (pool ap-northeast-1_OFrFlFQQt)",
  },
  {
    ...{ source: "VerifyAuthChallengeResponse_Authentication", version: "1" },
    request: {
      ...{ userAttributes: attributes, privateChallengeParameters: { answer: "string" } },
      ...{ challengeAnswer: "string", userNotFound: "boolean" },
    },
    response: { answerCorrect: "null" },
    seen: "a recorded event in the tests of an app (pool ap-northeast-1_OFrFlFQQt)",
  },
  {
    ...{ source: "TokenGeneration_RefreshTokens", version: "1" },
    request: { userAttributes: attributes, groupConfiguration },
    response: { claimsOverrideDetails: "null" },
    seen: "https://github.com/awslabs/visual-asset-management-system, its developer guide on authorization",
  },
  {
    ...{ source: "CustomMessage_ForgotPassword", version: "1" },
    request: {
      ...{ userAttributes: attributes, codeParameter: "string", linkParameter: "string" },
      usernameParameter: "null",
    },
    response: nothingSaid,
    seen: "a log in the source of an app (forgot-password trigger of Chatwave)",
  },
  {
    ...{ source: "CustomMessage_AdminCreateUser", version: "1" },
    request: {
      ...{ userAttributes: attributes, codeParameter: "string", linkParameter: "string" },
      usernameParameter: "string",
    },
    response: nothingSaid,
    seen: "a recorded event in the README of an app (pool eu-west-2_itQT3MKZj)",
  },
  {
    ...{ source: "PreAuthentication_Authentication", version: "1" },
    request: { userAttributes: attributes, validationData: "null" },
    response: {},
    seen: "a log in the source of an app (pool us-east-2_o5a5mpJ7T)",
  },
  {
    ...{ source: "PostAuthentication_Authentication", version: "1" },
    request: { userAttributes: attributes, newDeviceUsed: "boolean" },
    response: {},
    seen: "a log in the source of an app (pool eu-west-1_5fFubCk74)",
  },
  {
    ...{ source: "UserMigration_Authentication", version: "1" },
    request: { password: "string", validationData: "null", userAttributes: "null" },
    response: {
      ...{ userAttributes: "null", forceAliasCreation: "null", enableSMSMFA: "null" },
      ...{ finalUserStatus: "null", messageAction: "null", desiredDeliveryMediums: "null" },
    },
    seen: "a log in the source of an app (pool eu-central-1_i372lkFwS)",
  },
  {
    ...{ source: "TokenGeneration_Authentication", version: "2" },
    request: { userAttributes: attributes, groupConfiguration, scopes: "list of strings" },
    response: { claimsAndScopeOverrideDetails: "null" },
    seen: "a recorded event in the tests of an app (client 28epfcqniqc1574hqtmu3cpg6)",
  },
  {
    ...{ source: "CustomEmailSender_SignUp", version: "1" },
    request: { type: "string", code: "string", clientMetadata: "null", userAttributes: attributes },
    response: undefined,
    seen: "a log in the README of a sample (pool eu-west-1_UVcwvZ1E8)",
  },
];

/** The same of sign-ins through an identity provider, first by somebody new and then by somebody who was there before. */
export const recordedFederatedEvents: readonly RecordedEvent[] = [
  {
    ...{ source: "InboundFederation_ExternalProvider", version: "1" },
    request: {
      ...{ providerName: "string", providerType: "string" },
      attributes: { tokenResponse: attributes, idToken: attributes, userInfo: attributes },
    },
    response: { userAttributesToMap: {} },
    seen: `${guide}/user-pool-lambda-inbound-federation.html: all that a provider told is text, "expires_in" too`,
  },
  {
    ...{ source: "PreSignUp_ExternalProvider", version: "1" },
    request: { userAttributes: attributes, validationData: attributes },
    response: nobodyJudged,
    seen: "logs in two articles and in the tests of an app (pool eu-west-1_vqox9Z8q7): validationData is {}",
  },
  {
    ...{ source: "PostConfirmation_ConfirmSignUp", version: "1" },
    request: { userAttributes: attributes },
    response: {},
    seen: "an article on triggers at federated sign-ins, of 2021-02-09",
  },
  {
    ...{ source: "PreAuthentication_Authentication", version: "1" },
    request: { userAttributes: attributes, validationData: attributes },
    response: {},
    seen: "the same article: validationData is {}",
  },
  {
    ...{ source: "PostAuthentication_Authentication", version: "1" },
    request: { userAttributes: attributes, newDeviceUsed: "boolean" },
    response: {},
    seen: "the same article",
  },
  {
    ...{ source: "TokenGeneration_HostedAuth", version: "1" },
    request: { userAttributes: attributes, groupConfiguration },
    response: { claimsOverrideDetails: "null" },
    seen: "an article on group claims from Azure AD by SAML",
  },
];
