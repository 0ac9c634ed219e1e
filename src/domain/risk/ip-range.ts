/** An IPv4 or IPv6 address as a number; IPv4 in the form that IPv6 has for it (RFC 4291 section 2.5.5.2). */
function parseAddress(text: string): bigint | undefined {
  const [, head = "", dotted] = /^(.*:)?(\d{1,3}(?:\.\d{1,3}){3})$/.exec(text) ?? [];
  if (dotted === undefined) return parseGroups(text);
  const bytes = dotted.split(".").map(Number);
  if (bytes.some((byte) => byte > 255)) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  return parseGroups(`${head || "::ffff:"}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`);
}

function parseGroups(text: string): bigint | undefined {
  const [before = "", after, ...more] = text.split("::");
  if (more.length > 0) return undefined;
  const groupsOf = (part: string) => (part === "" ? [] : part.split(":"));
  const [left, right] = [groupsOf(before), groupsOf(after ?? "")];
  const missing = 8 - left.length - right.length;
  if (after === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...Array<string>(missing).fill("0"), ...right];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((number, group) => (number << 16n) | BigInt(`0x${group}`), 0n);
}

/** Addresses with the same first bits (RFC 4632). */
interface IpRange {
  readonly address: bigint;
  /** How many of the 128 bits are not compared. */
  readonly free: bigint;
}

function parseRange(cidr: string): IpRange | undefined {
  const [, text = "", digits = ""] = /^(.+)\/(\d{1,3})$/.exec(cidr) ?? [];
  const address = parseAddress(text);
  const bits = text.includes(":") ? 128 : 32;
  const prefix = Number(digits);
  if (address === undefined || digits === "" || prefix > bits) return undefined;
  return { address, free: BigInt(bits - prefix) };
}

/** Whether this is a range of addresses in CIDR notation, as `192.0.2.0/24` or `2001:db8::/32`. */
export const isRange = (cidr: string): boolean => parseRange(cidr) !== undefined;

/** Whether the address is in one of the ranges. What is no address is in none. */
export function isWithin(address: string, ranges: readonly string[]): boolean {
  const number = parseAddress(address);
  if (number === undefined) return false;
  return ranges.some((cidr) => {
    const range = parseRange(cidr);
    return range !== undefined && number >> range.free === range.address >> range.free;
  });
}

/** One spelling for all of an address. What is no address stands for itself. */
export const canonicalAddress = (text: string): string => {
  const address = parseAddress(text);
  if (address === undefined) return text;
  const groups = Array.from({ length: 8 }, (_, index) => (address >> BigInt(112 - 16 * index)) & 0xffffn);
  return groups.map((group) => group.toString(16)).join(":");
};

/** Whether two addresses are near each other: 256 IPv4 addresses and a site's IPv6 ones (RFC 6177) have the same network. */
export function networkOf(text: string): string {
  const address = parseAddress(text);
  if (address === undefined) return text;
  const isIPv4 = address >> 32n === 0xffffn;
  return isIPv4 ? `${address >> 8n}/24` : `${address >> 80n}/48`;
}
