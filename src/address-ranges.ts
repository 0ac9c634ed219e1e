import { BlockList, isIP } from "node:net";

/** Reads addresses and ranges of them (CIDR), such as 10.0.0.0/8. Undefined where one of them is none. */
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

/** Whether an address is in one of them. What is no address, as of a connection that is gone, is in none. */
export function isWithin(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? "ipv6" : "ipv4");
}
