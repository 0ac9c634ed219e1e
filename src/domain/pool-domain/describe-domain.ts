import { createHash } from "node:crypto";
import type { DomainDescriptionType } from "@aws-sdk/client-cognito-identity-provider";
import type { Pool } from "../pool/pool.ts";
import { timestampVersion } from "../timestamp-version.ts";
import { isCustom, type PoolDomain } from "./pool-domain.ts";

/** A domain as DescribeUserPoolDomain shows it (DomainDescriptionType). It is active at once. */
export const describeDomain = (
  { poolId, content, modifiedAt }: PoolDomain,
  { region }: Pick<Pool, "region">,
  accountId: string,
): DomainDescriptionType => ({
  UserPoolId: poolId,
  AWSAccountId: accountId,
  Domain: content.name,
  S3Bucket: `aws-cognito-prod-${region}-assets`,
  CloudFrontDistribution: cloudFrontDomain(content.name),
  Version: timestampVersion(modifiedAt),
  Status: "ACTIVE",
  CustomDomainConfig: content.customDomainConfig ?? { CertificateArn: undefined },
  ManagedLoginVersion: content.managedLoginVersion,
  Routing: content.routing,
});

/** A domain as the operations that make and change it answer. */
export const summarizeDomain = (domain: PoolDomain) => ({
  ManagedLoginVersion: domain.content.managedLoginVersion,
  CloudFrontDomain: isCustom(domain) ? cloudFrontDomain(domain.content.name) : undefined,
  Routing: domain.content.routing,
});

/** A pool's domains as DescribeUserPool shows them. */
export const nameDomains = (domains: readonly PoolDomain[]): { Domain?: string; CustomDomain?: string } => ({
  Domain: domains.find((domain) => !isCustom(domain))?.content.name,
  CustomDomain: domains.find(isCustom)?.content.name,
});

/** Where AWS has an alias record point. It is the same for good, or tools would see a change; nothing answers there. */
function cloudFrontDomain(name: string): string {
  const digits = createHash("sha256").update(name).digest().readBigUInt64BE().toString(36);
  return `d${digits.padStart(13, "0")}.cloudfront.net`;
}
