/** Headers as the web has them, or as Node, its frameworks and Lambda events do: a plain object. */
export type HeaderBag = HeadersLike | Readonly<Record<string, string | readonly string[] | undefined>>;

interface HeadersLike {
  get(name: string): string | null;
}

const isHeaders = (headers: HeaderBag): headers is HeadersLike => typeof headers.get === "function";

/**
 * A header's value, whatever the case of its name. Of several all are given, joined by commas (RFC 9110 section 5.2): who
 * took one of them would let another pass that an application may go by.
 */
export function headerOf(headers: HeaderBag, name: string): string | undefined {
  if (isHeaders(headers)) return headers.get(name) ?? undefined;
  const values = Object.entries(headers).flatMap(([key, value = []]) => (key.toLowerCase() === name ? value : []));
  return values.length === 0 ? undefined : values.join(", ");
}

/** The token of an Authorization header: behind `Bearer`, in whatever case, or as all of it, as API Gateway takes it. */
export function bearerOf(authorization: string | undefined): string | undefined {
  const token = authorization?.replace(/^bearer +/i, "").trim();
  return token === "" || token === undefined ? undefined : token;
}
