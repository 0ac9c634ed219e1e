/** The token of an Authorization header (RFC 6750 section 2.1); undefined where it holds none. */
export function bearerOf(authorization: string | undefined): string | undefined {
  const [, token] = /^Bearer +([\w\-.~+/]+=*)$/i.exec(authorization ?? "") ?? [];
  return token;
}
