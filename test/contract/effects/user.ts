import { type Effects, keptOnly, shownIn } from "./effect.ts";
import {
  AccessToken,
  AnalyticsMetadata,
  ClientId,
  SecretHash,
  UserContextData,
  Username,
  UserPoolId,
} from "./everywhere.ts";
import { ClientMetadataOf, ValidationDataOf } from "./trigger.ts";

const administrators = shownIn("operations/admin-users.test.ts");
const creation = shownIn("operations/admin-create-user.test.ts");
const deletion = shownIn("operations/delete-attributes.test.ts");
const recovery = shownIn("operations/forgotten-password.test.ts");
const verification = shownIn("operations/attribute-verification.test.ts");
const listing = shownIn("operations/list-users.test.ts");
const signUp = shownIn("operations/sign-up.test.ts");
const profile = shownIn("operations/own-profile.test.ts");

const deletedNames = deletion("take attributes away, a contact with what was known of it, and a name");

export const user: Readonly<Record<string, Effects>> = {
  AdminConfirmSignUp: { UserPoolId, Username, ClientMetadata: ClientMetadataOf.AdminConfirmSignUp },

  AdminCreateUser: {
    UserPoolId,
    Username: creation("makes somebody who has to choose a password, and mails a temporary one"),
    UserAttributes: creation("makes somebody who has to choose a password, and mails a temporary one"),
    ValidationData: ValidationDataOf.AdminCreateUser,
    TemporaryPassword: shownIn("flows/expiry.test.ts")(
      "is a temporary password after the pool's days; another one then does",
    ),
    ForceAliasCreation: creation("refuses a verified address that is somebody's alias, unless it may take it over"),
    MessageAction: creation("sends nothing when it is told to"),
    DesiredDeliveryMediums: creation("sends by every medium that was asked for"),
    ClientMetadata: ClientMetadataOf.AdminCreateUser,
  },

  AdminDeleteUser: { UserPoolId, Username },

  AdminDeleteUserAttributes: { UserPoolId, Username, UserAttributeNames: deletedNames },

  AdminDisableUser: { UserPoolId, Username },

  AdminEnableUser: { UserPoolId, Username },

  AdminGetUser: { UserPoolId, Username },

  AdminResetUserPassword: { UserPoolId, Username, ClientMetadata: ClientMetadataOf.AdminResetUserPassword },

  AdminSetUserPassword: {
    UserPoolId,
    Username,
    Password: administrators("AdminSetUserPassword sets a lasting password, or one that has to be changed"),
    Permanent: administrators("AdminSetUserPassword sets a lasting password, or one that has to be changed"),
  },

  AdminUpdateUserAttributes: {
    UserPoolId,
    Username,
    UserAttributes: administrators(
      "AdminUpdateUserAttributes may say that an address is verified; otherwise a new one is not",
    ),
    ClientMetadata: ClientMetadataOf.AdminUpdateUserAttributes,
  },

  AdminUserGlobalSignOut: { UserPoolId, Username },

  ChangePassword: {
    PreviousPassword: recovery("refuses a wrong old password, or none"),
    ProposedPassword: recovery("takes the new password in the old one's place, and leaves sessions alone"),
    AccessToken,
  },

  ConfirmForgotPassword: {
    ClientId,
    SecretHash,
    Username: recovery("set a new password by a code in the mail; until then the old one works"),
    ConfirmationCode: recovery("refuse a wrong code, and keep the password"),
    Password: recovery("set a new password by a code in the mail; until then the old one works"),
    AnalyticsMetadata,
    UserContextData,
    ClientMetadata: ClientMetadataOf.ConfirmForgotPassword,
  },

  ConfirmSignUp: {
    ClientId,
    SecretHash,
    Username: signUp("confirms the person and the address that the code went to"),
    ConfirmationCode: signUp("refuses a wrong code"),
    ForceAliasCreation: shownIn("flows/sign-in-names.test.ts")(
      "lead to one person: a second one's address is refused when it is confirmed, or taken over",
    ),
    AnalyticsMetadata,
    UserContextData: keptOnly("confirming stands in no history"),
    ClientMetadata: ClientMetadataOf.ConfirmSignUp,
    Session: shownIn("flows/sign-up-and-in.test.ts")(
      "takes the code that confirmed the address for the sign-in too, once",
    ),
  },

  DeleteUser: { AccessToken },

  DeleteUserAttributes: { UserAttributeNames: deletedNames, AccessToken },

  ForgotPassword: {
    ClientId,
    SecretHash,
    UserContextData,
    Username: recovery("tell where the code went"),
    AnalyticsMetadata,
    ClientMetadata: ClientMetadataOf.ForgotPassword,
  },

  GetUser: { AccessToken },

  GetUserAttributeVerificationCode: {
    AccessToken,
    AttributeName: verification("refuse other attributes, and those that the person has not"),
    ClientMetadata: ClientMetadataOf.GetUserAttributeVerificationCode,
  },

  GlobalSignOut: { AccessToken },

  ListUsers: {
    UserPoolId,
    AttributesToGet: listing("gives the attributes that were asked for, and refuses those that the pool has not"),
    Limit: listing("goes page by page through everybody once, filtered by %s"),
    PaginationToken: listing("goes page by page through everybody once, filtered by %s"),
    Filter: listing("filters by %s"),
  },

  ResendConfirmationCode: {
    ClientId,
    SecretHash,
    UserContextData,
    Username: signUp("sends a new code to where the first one went"),
    AnalyticsMetadata,
    ClientMetadata: ClientMetadataOf.ResendConfirmationCode,
  },

  SignUp: {
    ClientId,
    SecretHash,
    Username: signUp("refuses a username that is taken, in whatever case where the pool ignores it"),
    Password: signUp("refuses the password %s, because: %s"),
    UserAttributes: signUp("tells where the code went and which sub the new person has"),
    ValidationData: ValidationDataOf.SignUp,
    AnalyticsMetadata,
    UserContextData,
    ClientMetadata: ClientMetadataOf.SignUp,
  },

  UpdateUserAttributes: {
    UserAttributes: profile("UpdateUserAttributes sets, changes and, with an empty value, deletes"),
    AccessToken,
    ClientMetadata: ClientMetadataOf.UpdateUserAttributes,
  },

  VerifyUserAttribute: {
    AccessToken,
    AttributeName: verification("verify an address by the code that is sent to it, once"),
    Code: verification("refuse a wrong code, and one for an address that has changed since"),
  },
};
