/**
 * Whether URLs of http are taken where nobody else can read along and AWS refuses them all the same: on this machine, and
 * in a network of containers, whose names have no dot.
 */
export type LocalUrls = "taken" | "refused";

/** Where AWS itself takes http. */
const hostsOfAws = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** A host of this machine, or of a network of containers. */
export const isLocalHost = (hostname: string): boolean =>
  /^(127(\.\d+){3}|\[::1\]|([^.]+\.)*localhost|[^.]+)$/.test(hostname);

const hostOfHttp = (text: string): string | undefined => {
  const url = URL.parse(text);
  return url?.protocol === "http:" ? url.hostname : undefined;
};

/** Is this one of http where it is not taken, neither by AWS nor, if those are, among local ones? */
export function isInsecure(text: string, local: LocalUrls): boolean {
  const host = hostOfHttp(text);
  if (host === undefined || hostsOfAws.has(host)) return false;
  return local === "refused" || !isLocalHost(host);
}
