import type { UpdateUserPoolDomainRequest } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { checkDomain } from "./check-domain.ts";
import { isCustom, type PoolDomain } from "./pool-domain.ts";

/**
 * The domain with the members that `input` has; it stays of its kind. Throws InvalidParameterException,
 * FeatureUnavailableInTierException.
 */
export function changeDomain(
  { clock, random }: Pick<Services, "clock" | "random">,
  pool: Pool,
  domain: PoolDomain,
  input: Omit<UpdateUserPoolDomainRequest, "UserPoolId" | "Domain">,
): PoolDomain {
  const { content } = domain;
  const {
    ManagedLoginVersion = content.managedLoginVersion,
    CustomDomainConfig = content.customDomainConfig,
    Routing = content.routing,
  } = input;
  if (CustomDomainConfig && !isCustom(domain)) {
    fail("InvalidParameterException", "A prefix domain takes no CustomDomainConfig.");
  }
  const wanted = { Domain: content.name, ManagedLoginVersion, CustomDomainConfig, Routing };
  checkDomain({ random }, { pool, input: wanted });
  return {
    ...domain,
    content: {
      ...content,
      managedLoginVersion: ManagedLoginVersion === 2 ? 2 : 1,
      customDomainConfig: CustomDomainConfig,
      routing: Routing,
    },
    modifiedAt: clock.now(),
  };
}
