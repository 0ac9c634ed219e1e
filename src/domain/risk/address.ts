import type { ClientOfPool } from "../client/find-client.ts";
import { isWithin } from "./ip-range.ts";
import type { RiskConfiguration } from "./risk-configuration.ts";

/** Through which client a call comes, and from which address, as far as that is known. */
export interface AddressedCall extends ClientOfPool {
  readonly address: string | undefined;
}

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
