import * as z from "zod";
import * as shapes from "../../src/operations/shapes/index.ts";

/** Some operations' inputs, composed as the operations compose theirs. */
export const CreateUserPool = z.object({
  PoolName: shapes.UserPoolName,
  ...shapes.poolSettings,
  ...shapes.poolFoundations,
});

export const UpdateUserPool = z.object({
  UserPoolId: shapes.UserPoolId,
  PoolName: shapes.UserPoolName.optional(),
  ...shapes.poolSettings,
});

export const UpdateUserPoolClient = z.object({
  UserPoolId: shapes.UserPoolId,
  ClientId: shapes.ClientId,
  ClientName: shapes.ClientName.optional(),
  ...shapes.clientSettings,
});

export const SignUp = z.object({
  ClientId: shapes.ClientId,
  SecretHash: shapes.SecretHash.optional(),
  Username: shapes.Username,
  Password: shapes.Password.optional(),
  UserAttributes: shapes.AttributeList.optional(),
  UserContextData: shapes.UserContextData.optional(),
  ClientMetadata: shapes.ClientMetadata.optional(),
});

export const ConfirmForgotPassword = z.object({
  ClientId: shapes.ClientId,
  Username: shapes.Username,
  ConfirmationCode: shapes.ConfirmationCode,
  Password: shapes.Password,
});

export const InitiateAuth = z.object({
  AuthFlow: shapes.AuthFlow,
  ClientId: shapes.ClientId,
  AuthParameters: shapes.AuthParameters.optional(),
});

export const AdminAddUserToGroup = z.object({
  UserPoolId: shapes.UserPoolId,
  Username: shapes.Username,
  GroupName: shapes.GroupName,
});

export const ListUsers = z.object({ UserPoolId: shapes.UserPoolId, Limit: shapes.QueryLimitOrDefault.optional() });
