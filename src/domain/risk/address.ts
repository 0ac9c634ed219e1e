import type { ClientOfPool } from "../client/find-client.ts";
import type { Services } from "../services.ts";
import { isWithin } from "./ip-range.ts";
import { riskConfigurationFor } from "./threat-protection.ts";

/** Of an address: always refused, never judged, or like any other. */
export async function verdictOnAddress(
  services: Pick<Services, "database">,
  { pool, client }: ClientOfPool,
  address: string | undefined,
): Promise<"blocked" | "skipped" | "judged"> {
  const configuration = await riskConfigurationFor(services, pool, client.id);
  const { BlockedIPRangeList = [], SkippedIPRangeList = [] } = configuration?.content.RiskExceptionConfiguration ?? {};
  if (address === undefined) return "judged";
  if (isWithin(address, BlockedIPRangeList)) return "blocked";
  return isWithin(address, SkippedIPRangeList) ? "skipped" : "judged";
}
