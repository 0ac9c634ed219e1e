import type { BlockList } from "node:net";
import { isWithin } from "../../address-ranges.ts";
import type { Denial } from "../verifier/denial.ts";

/** Addresses that a resource policy allows, or denies. */
export interface SourceRanges {
  /** As the template calls it. */
  readonly name: "IpRangeBlacklist" | "IpRangeWhitelist";
  readonly list: BlockList;
}

/** Why a request from this address is denied, or undefined. */
export function denySource(rules: readonly SourceRanges[], address: string): Denial | undefined {
  const denying = rules.find(({ name, list }) => isWithin(list, address) === (name === "IpRangeBlacklist"));
  if (!denying) return undefined;
  const where = denying.name === "IpRangeBlacklist" ? "outside" : "within";
  return { check: "resource policy", expected: `an address ${where} ${denying.name}`, found: address };
}
