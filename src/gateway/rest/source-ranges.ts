import { BlockList, isIP } from "node:net";
import type { Denial } from "../verifier/denial.ts";

/** Addresses that a resource policy allows, or denies. */
export interface SourceRanges {
  /** As the template calls it. */
  readonly name: "IpRangeBlacklist" | "IpRangeWhitelist";
  readonly list: BlockList;
}

/** Reads addresses and ranges (CIDR). Undefined where one of them is none. */
export function readRanges(ranges: readonly string[]): BlockList | undefined {
  const list = new BlockList();
  for (const range of ranges) {
    const [, address = "", bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(range) ?? [];
    const family = isIP(address);
    const longest = family === 6 ? 128 : 32;
    if (family === 0 || Number(bits ?? longest) > longest) return undefined;
    list.addSubnet(address, Number(bits ?? longest), family === 6 ? "ipv6" : "ipv4");
  }
  return list;
}

/** Why a request from this address is denied, or undefined. */
export function denySource(rules: readonly SourceRanges[], address: string): Denial | undefined {
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  const denying = rules.find(({ name, list }) => list.check(address, family) === (name === "IpRangeBlacklist"));
  if (!denying) return undefined;
  const where = denying.name === "IpRangeBlacklist" ? "outside" : "within";
  return { check: "resource policy", expected: `an address ${where} ${denying.name}`, found: address };
}
