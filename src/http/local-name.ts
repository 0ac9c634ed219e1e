import { isIP } from "node:net";
import { isWithin, readRanges } from "../address-ranges.ts";

/**
 * A host name that no stranger can own: of this machine, its network or its container engine. With any other, a page
 * could have its own name lead to this machine once it is loaded (DNS rebinding). An address is what it is.
 */
export function isLocalName(hostname: string): boolean {
  const name = hostname.replace(/\.$/, "");
  return (
    !name.includes(".") || name.endsWith(".localhost") || name === "host.docker.internal" || isIP(bare(name)) !== 0
  );
}

/** Whether a page at this host is of this machine or its network: anybody may serve pages at an address of their own. */
export function isLocalPage(hostname: string): boolean {
  const address = bare(hostname);
  return isIP(address) === 0 ? isLocalName(hostname) : isWithin(localAddresses, address);
}

const bare = (name: string): string => name.replace(/^\[(.*)\]$/, "$1");

/** Of the machine and of private networks: RFC 1122, 1918, 3927, 6598, and for IPv6 RFC 4291 and 4193. */
const localAddresses = readRanges([
  ...["127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10"],
  ...["::1", "fe80::/10", "fc00::/7"],
])!;
