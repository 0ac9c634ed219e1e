import querystring from "node:querystring";

/**
 * Percent-decoded, once. What is not well encoded is decoded as far as it goes, as a backend may do it: taken as it is, it
 * would hide the rest of its letters from a guard.
 */
export const decode = (path: string): string => querystring.unescape(path);

/**
 * A path as an HTTP API has it: decoded, and what comes behind a question mark that was encoded is gone. AWS does not say so;
 * what its functions were told has been recorded (`/question%3Fvalue` is `/question`, and the query is as it was).
 * https://github.com/hotsock/voker, vokerhttp/testdata/ingress-paths.json
 */
export const decodeToQuestionMark = (path: string): string => decode(path.replace(/%3f.*$/is, ""));

/** Percent-encoded, each of its segments. */
export const encode = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

/**
 * A path in every way in which somebody may write it who means the same: as it is, decoded, with its slashes one at a time,
 * and with and without one at its end.
 */
export function readingsOf(path: string): string[] {
  const decoded = decode(path);
  const plain = decoded.replaceAll(/\/+/g, "/").replace(/\/$/, "");
  return [path, decoded, plain, `${plain}/`];
}
