/**
 * The table of what the API's input members do: by the operation, by the member, the test that shows its effect, or why it
 * is kept only. `effects.test.ts` holds it to the operations' schemas and to the tests; the README counts by it.
 */
import { authentication } from "./authentication.ts";
import { branding } from "./branding.ts";
import { device } from "./device.ts";
import type { Effects } from "./effect.ts";
import { group } from "./group.ts";
import { identityProvider } from "./identity-provider.ts";
import { importJob } from "./import-job.ts";
import { limit } from "./limit.ts";
import { logDelivery } from "./log-delivery.ts";
import { mfa } from "./mfa.ts";
import { passkey } from "./passkey.ts";
import { replica } from "./replica.ts";
import { resourceServer } from "./resource-server.ts";
import { risk } from "./risk.ts";
import { tag } from "./tag.ts";
import { terms } from "./terms.ts";
import { uiCustomization } from "./ui-customization.ts";
import { user } from "./user.ts";
import { userPool } from "./user-pool.ts";
import { userPoolClient } from "./user-pool-client.ts";
import { userPoolDomain } from "./user-pool-domain.ts";
import { userSession } from "./user-session.ts";

export const effects: Readonly<Record<string, Effects>> = {
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
