import { isIP } from "node:net";

/**
 * A host name that no stranger can own: of this machine, its network or its container engine. With any other, a page
 * could have its own name lead to this machine once it is loaded (DNS rebinding).
 */
export function isLocalName(hostname: string): boolean {
  const name = hostname.replace(/\.$/, "");
  const address = name.replace(/^\[(.*)\]$/, "$1");
  return !name.includes(".") || name.endsWith(".localhost") || name === "host.docker.internal" || isIP(address) !== 0;
}
