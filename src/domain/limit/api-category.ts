/** A kind of call whose rate AWS bounds for a whole account (AWS: "Quotas in Amazon Cognito", request rates). */
export interface ApiCategory {
  /** Calls in a second that cost nothing more. */
  readonly perSecond: number;
  /** Whether UpdateProvisionedLimit may raise it. */
  readonly adjustable: boolean;
  readonly operations: readonly string[];
  /** Operations that have a bucket of their own beside the others', three times as large. */
  readonly answers?: readonly string[];
}

const category = (perSecond: number, operations: readonly string[]): ApiCategory => ({
  perSecond,
  adjustable: false,
  operations,
});
const adjustable = (perSecond: number, operations: readonly string[]): ApiCategory => ({
  perSecond,
  adjustable: true,
  operations,
});

/** Every category, and which operations count for it. */
export const apiCategories: ReadonlyMap<string, ApiCategory> = new Map(
  Object.entries({
    UserAuthentication: {
      ...adjustable(120, ["InitiateAuth", "AdminInitiateAuth"]),
      answers: ["RespondToAuthChallenge", "AdminRespondToAuthChallenge"],
    },
    UserCreation: adjustable(50, ["SignUp", "ConfirmSignUp", "AdminCreateUser", "AdminConfirmSignUp"]),
    UserFederation: adjustable(25, []),
    UserAccountRecovery: category(30, [
      "ForgotPassword",
      "ConfirmForgotPassword",
      "ChangePassword",
      "AdminResetUserPassword",
      "AdminSetUserPassword",
    ]),
    UserRead: adjustable(120, ["GetUser", "AdminGetUser", "GetUserAuthFactors", "AdminGetUserAuthFactors"]),
    UserUpdate: category(25, [
      "AdminDeleteSoftwareToken",
      "AdminDeleteUser",
      "AdminDeleteUserAttributes",
      "AdminDisableProviderForUser",
      "AdminDisableUser",
      "AdminEnableUser",
      "AdminLinkProviderForUser",
      "AdminSetUserMFAPreference",
      "AdminSetUserSettings",
      "AdminUpdateUserAttributes",
      "AssociateSoftwareToken",
      "DeleteUser",
      "DeleteUserAttributes",
      "GetUserAttributeVerificationCode",
      "ResendConfirmationCode",
      "SetUserMFAPreference",
      "SetUserSettings",
      "UpdateUserAttributes",
      "VerifySoftwareToken",
      "VerifyUserAttribute",
    ]),
    UserToken: adjustable(120, [
      "AdminRevokeUserSession",
      "AdminUserGlobalSignOut",
      "GetTokensFromRefreshToken",
      "GlobalSignOut",
      "RevokeToken",
      "RevokeUserSession",
    ]),
    UserResourceRead: adjustable(50, [
      "AdminGetDevice",
      "AdminListDevices",
      "AdminListGroupsForUser",
      "AdminListUserAuthEvents",
      "AdminListUserSessions",
      "GetDevice",
      "ListDevices",
      "ListUserSessions",
      "ListWebAuthnCredentials",
    ]),
    UserResourceUpdate: category(25, [
      "AdminAddUserToGroup",
      "AdminForgetDevice",
      "AdminRemoveUserFromGroup",
      "AdminUpdateAuthEventFeedback",
      "AdminUpdateDeviceStatus",
      "CompleteWebAuthnRegistration",
      "ConfirmDevice",
      "DeleteWebAuthnCredential",
      "ForgetDevice",
      "StartWebAuthnRegistration",
      "UpdateAuthEventFeedback",
      "UpdateDeviceStatus",
    ]),
    UserList: category(30, ["ListUsers", "ListUsersInGroup"]),
    UserPoolRead: category(15, [
      "DescribeUserPool",
      "GetUserPoolMfaConfig",
      "GetUserPoolSessionConfiguration",
      "ListUserPoolReplicas",
      "ListUserPools",
    ]),
    UserPoolUpdate: category(15, [
      "AddCustomAttributes",
      "CreateUserPool",
      "CreateUserPoolReplica",
      "DeleteUserPool",
      "DeleteUserPoolReplica",
      "SetUserPoolMfaConfig",
      "SetUserPoolSessionConfiguration",
      "UpdateUserPool",
      "UpdateUserPoolReplica",
    ]),
    UserPoolResourceRead: category(20, [
      "DescribeIdentityProvider",
      "DescribeManagedLoginBranding",
      "DescribeManagedLoginBrandingByClient",
      "DescribeResourceServer",
      "DescribeRiskConfiguration",
      "DescribeTerms",
      "DescribeTermsByClient",
      "DescribeUserImportJob",
      "DescribeUserPoolDomain",
      "GetCSVHeader",
      "GetGroup",
      "GetIdentityProviderByIdentifier",
      "GetLogDeliveryConfiguration",
      "GetSigningCertificate",
      "GetUICustomization",
      "ListGroups",
      "ListIdentityProviders",
      "ListResourceServers",
      "ListTagsForResource",
      "ListTerms",
      "ListUserImportJobs",
    ]),
    UserPoolResourceUpdate: category(15, [
      "CreateGroup",
      "CreateIdentityProvider",
      "CreateManagedLoginBranding",
      "CreateResourceServer",
      "CreateTerms",
      "CreateUserImportJob",
      "CreateUserPoolDomain",
      "DeleteGroup",
      "DeleteIdentityProvider",
      "DeleteManagedLoginBranding",
      "DeleteResourceServer",
      "DeleteTerms",
      "DeleteUserPoolDomain",
      "SetLogDeliveryConfiguration",
      "SetRiskConfiguration",
      "SetUICustomization",
      "StartUserImportJob",
      "StopUserImportJob",
      "TagResource",
      "UntagResource",
      "UpdateGroup",
      "UpdateIdentityProvider",
      "UpdateManagedLoginBranding",
      "UpdateResourceServer",
      "UpdateTerms",
      "UpdateUserPoolDomain",
    ]),
    UserPoolClientRead: category(15, [
      "DescribeUserPoolClient",
      "GetUserPoolClientSessionConfiguration",
      "ListUserPoolClientSecrets",
      "ListUserPoolClients",
    ]),
    UserPoolClientUpdate: category(15, [
      "AddUserPoolClientSecret",
      "CreateUserPoolClient",
      "DeleteUserPoolClient",
      "DeleteUserPoolClientSecret",
      "SetUserPoolClientSessionConfiguration",
      "UpdateUserPoolClient",
    ]),
    ClientAuthentication: category(150, ["GetClientToken"]),
    LimitManagement: category(1, ["GetProvisionedLimit", "UpdateProvisionedLimit"]),
  }),
);

/** What a call of an operation is counted in. */
export interface Bucket {
  readonly category: string;
  /** Two buckets of one category have different names. */
  readonly name: string;
  /** How many times the category's rate it takes. */
  readonly factor: number;
}

const buckets: ReadonlyMap<string, Bucket> = new Map(
  [...apiCategories].flatMap(([category, { operations, answers = [] }]): [string, Bucket][] => [
    ...operations.map((operation): [string, Bucket] => [operation, { category, name: category, factor: 1 }]),
    ...answers.map((operation): [string, Bucket] => [operation, { category, name: `${category} answers`, factor: 3 }]),
  ]),
);

/** Undefined for what is no operation of user pools. */
export const bucketOf = (operation: string): Bucket | undefined => buckets.get(operation);
