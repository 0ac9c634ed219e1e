/**
 * The table of every operation, by service. A target's prefix names the service: user pools today; identity pools
 * (`AWSCognitoIdentityService`) would stand beside them on the same pipeline.
 */
import * as authentication from "./authentication/index.ts";
import * as group from "./group/index.ts";
import * as identityProvider from "./identity-provider/index.ts";
import * as logDelivery from "./log-delivery/index.ts";
import type { AnyOperation } from "./operation.ts";
import * as risk from "./risk/index.ts";
import * as user from "./user/index.ts";
import * as userPool from "./user-pool/index.ts";
import * as userPoolClient from "./user-pool-client/index.ts";

const userPools: Readonly<Record<string, AnyOperation>> = {
  ...userPool,
  ...userPoolClient,
  ...group,
  ...identityProvider,
  ...logDelivery,
  ...risk,
  ...user,
  ...authentication,
};

export const operations = {
  AWSCognitoIdentityProviderService: new Map(Object.entries(userPools)),
} as const;
