import type { ResourceServerType } from "@aws-sdk/client-cognito-identity-provider";
import type { ResourceServer } from "./resource-server.ts";

/** A resource server as the API shows it (ResourceServerType). */
export const describeResourceServer = ({ poolId, id, content }: ResourceServer): ResourceServerType => ({
  UserPoolId: poolId,
  Identifier: id,
  Name: content.name,
  Scopes: content.scopes && [...content.scopes],
});
