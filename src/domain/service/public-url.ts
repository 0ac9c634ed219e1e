/** What parsePublicUrl asks for, in words for whoever wrote something else. */
export const publicUrlRule =
  "an http:// or https:// URL without user, query and fragment, such as http://localhost:9500";

/**
 * The URL under which the service is seen from outside, in the form that URLs are compared in and without a slash at its
 * end, since paths are put behind it. Undefined when it is not `publicUrlRule`.
 */
export function parsePublicUrl(text: string): string | undefined {
  const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null;
  if (!url || url.search || url.hash || url.username || url.password) return undefined;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}
