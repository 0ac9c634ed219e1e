import type { UserPoolClientDescription, UserPoolClientType } from "@aws-sdk/client-cognito-identity-provider";
import { type Client, clientType } from "./client.ts";

/** A client as CreateUserPoolClient and DescribeUserPoolClient show it (UserPoolClientType), with its secret. */
export function describeClient(client: Client): UserPoolClientType {
  const { SSOSession, ...settings } = client.settings;
  return {
    ...settings,
    UserPoolId: client.poolId,
    ClientId: client.id,
    ClientSecret: client.secrets[0]?.value,
    LastModifiedDate: client.modifiedAt,
    CreationDate: client.createdAt,
    ClientType: clientType(client),
  };
}

/** A client as ListUserPoolClients shows it (UserPoolClientDescription). */
export const summarizeClient = ({ id, poolId, settings }: Client): UserPoolClientDescription => ({
  ClientId: id,
  UserPoolId: poolId,
  ClientName: settings.ClientName,
});
