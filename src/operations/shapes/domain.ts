import * as z from "zod";
import { integer, oneOf, text } from "./constraints.ts";
import { Arn, RegionCode } from "./primitive.ts";

/** The model's pattern would refuse every custom domain; AWS holds to it prefixes alone, in words of its own. */
export const Domain = text({ min: 1, max: 63 });

export const ManagedLoginVersion = integer();

export const CustomDomainConfig = z.object({
  CertificateArn: Arn,
  SecurityPolicy: oneOf("TLS_V1", "TLS_V1_2_2021", "TLS_V1_3_2025").optional(),
});

export const Failover = z.object({ SecondaryRegion: RegionCode, PrimaryRoute53HealthCheckId: text({ max: 64 }) });

export const Routing = z.object({ Failover: Failover.optional() });
