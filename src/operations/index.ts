/**
 * The table of every operation, by service. A target's prefix names the service: user pools today; identity pools
 * (`AWSCognitoIdentityService`) would stand beside them on the same pipeline.
 */
import * as authentication from "./authentication/index.ts";
import * as branding from "./branding/index.ts";
import * as device from "./device/index.ts";
import * as group from "./group/index.ts";
import * as identityProvider from "./identity-provider/index.ts";
import * as importJob from "./import-job/index.ts";
import * as limit from "./limit/index.ts";
import * as logDelivery from "./log-delivery/index.ts";
import * as mfa from "./mfa/index.ts";
import type { AnyOperation } from "./operation.ts";
import * as passkey from "./passkey/index.ts";
import * as replica from "./replica/index.ts";
import * as resourceServer from "./resource-server/index.ts";
import * as risk from "./risk/index.ts";
import * as tag from "./tag/index.ts";
import * as terms from "./terms/index.ts";
import * as uiCustomization from "./ui-customization/index.ts";
import * as user from "./user/index.ts";
import * as userPool from "./user-pool/index.ts";
import * as userPoolClient from "./user-pool-client/index.ts";
import * as userPoolDomain from "./user-pool-domain/index.ts";
import * as userSession from "./user-session/index.ts";

const userPools: Readonly<Record<string, AnyOperation>> = {
  ...userPool,
  ...userPoolClient,
  ...userPoolDomain,
  ...group,
  ...resourceServer,
  ...tag,
  ...terms,
  ...uiCustomization,
  ...branding,
  ...identityProvider,
  ...logDelivery,
  ...risk,
  ...user,
  ...device,
  ...passkey,
  ...authentication,
  ...limit,
  ...replica,
  ...mfa,
  ...userSession,
  ...importJob,
};

export const operations = {
  AWSCognitoIdentityProviderService: new Map(Object.entries(userPools)),
} as const;
