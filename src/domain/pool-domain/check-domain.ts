import type { CreateUserPoolDomainRequest } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import { checkFeature } from "../pool/tier.ts";
import type { Services } from "../services.ts";

/** What a domain is to be, and for which pool. */
export interface WantedDomain {
  readonly pool: Pool;
  readonly input: Omit<CreateUserPoolDomainRequest, "UserPoolId">;
}

const refuse = (text: string): never => fail("InvalidParameterException", text);

/** Throws InvalidParameterException, FeatureUnavailableInTierException; in AWS's words where they are known. */
export function checkDomain({ random }: Pick<Services, "random">, { pool, input }: WantedDomain): void {
  const { Domain = "", CustomDomainConfig, ManagedLoginVersion = 1, Routing } = input;
  if (CustomDomainConfig) {
    checkCustomName(Domain);
    checkCertificate(random, CustomDomainConfig.CertificateArn ?? "");
  } else {
    checkPrefix(Domain);
    if (Routing) refuse("Routing can only be configured for a custom domain.");
  }
  if (ManagedLoginVersion !== 1 && ManagedLoginVersion !== 2) {
    refuse(`ManagedLoginVersion must be 1 or 2, and not ${ManagedLoginVersion}.`);
  }
  if (ManagedLoginVersion === 2) checkFeature(pool.settings, "ESSENTIALS", "Managed Login Version 2");
}

const invalidCharacter =
  "The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and " +
  "hyphens. Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$";

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** AWS looks for them between hyphens, so `x-awsome` may stand. */
const reservedWords = ["aws", "amazon", "cognito"];

function checkPrefix(prefix: string): void {
  if (!label.test(prefix)) refuse(invalidCharacter);
  const reserved = prefix.split("-").find((segment) => reservedWords.includes(segment));
  if (reserved) refuse(`Domain cannot contain reserved word: ${reserved}`);
}

/** AWS also resolves the parent domain; here nothing goes out, and the names of a developer's machine are good too. */
function checkCustomName(name: string): void {
  const labels = name.split(".");
  if (!labels.every((part) => label.test(part))) refuse(invalidCharacter);
  if (labels.length > 2) return;
  refuse(
    "Custom domain is not a valid subdomain: Was not able to resolve a DNS A record for the parent domain or domain parent is a top-level domain.",
  );
}

const certificateArn = /^arn:aws[\w-]*:acm:us-east-1:\d+:certificate\/[\w-]+$/;

/** AWS finds out when it sets up CloudFront, and hands on how that answered, the id of that request included. */
function checkCertificate(random: Services["random"], arn: string): void {
  if (certificateArn.test(arn)) return;
  refuse(
    "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain. " +
      `(Service: CloudFront, Status Code: 400, Request ID: ${random.uuid()})`,
  );
}
