/**
 * Reads the URL under which the service is seen from outside: http or https, perhaps with a path, without query,
 * fragment and user. The answer is in the form that URLs are compared in, and has no slash at its end.
 */
export function parsePublicUrl(text: string): string | undefined {
  const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null;
  if (!url || url.search || url.hash || url.username || url.password) return undefined;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}
