import { isWithin } from "./ip-range.ts";
import type { RiskConfiguration } from "./risk-configuration.ts";

/** Of an address: always refused, never judged, or like any other (AWS: RiskExceptionConfigurationType). */
export function verdictOnAddress(
  configuration: RiskConfiguration | undefined,
  address: string | undefined,
): "blocked" | "skipped" | "judged" {
  const { BlockedIPRangeList = [], SkippedIPRangeList = [] } = configuration?.content.RiskExceptionConfiguration ?? {};
  if (address === undefined) return "judged";
  if (isWithin(address, BlockedIPRangeList)) return "blocked";
  return isWithin(address, SkippedIPRangeList) ? "skipped" : "judged";
}
