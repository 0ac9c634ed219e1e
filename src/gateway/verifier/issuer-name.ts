/** The ways in which a template names a user pool. */
const poolArn = /^arn:aws[\w-]*:cognito-idp:[\w-]+:\d*:userpool\/(?<id>[\w-]+_[0-9a-zA-Z]+)$/;
const awsIssuer = /^https:\/\/(?:issuer-)?cognito-idp\.[\w-]+\.amazonaws\.com(?:\.cn)?\/(?<id>[\w-]+_[0-9a-zA-Z]+)\/?$/;
const bareId = /^(?<id>[\w-]+_[0-9a-zA-Z]+)$/;

/**
 * The id of the pool that is named: by its ARN, by an issuer of AWS's shape, by the issuer of the service itself, whose
 * `origin` has no trailing slash, or by its id alone. Undefined for an issuer of somewhere else.
 */
export function poolNamed(name: string, origin?: string): string | undefined {
  const own = origin !== undefined && name.startsWith(`${origin}/`) ? name.slice(origin.length + 1) : undefined;
  for (const pattern of [poolArn, awsIssuer, bareId]) {
    const id = pattern.exec(pattern === bareId ? (own ?? name) : name)?.groups?.id;
    if (id !== undefined) return id;
  }
  return undefined;
}

/** Whether a URL leads to AWS. A pool there is not the one that is tested here, so nothing of it is ever fetched. */
export const isOfAws = (url: URL): boolean => /(^|\.)amazonaws\.com(\.cn)?\.?$/i.test(url.hostname);
