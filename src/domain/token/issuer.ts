import type { Pool } from "../pool/pool.ts";

/** `public`: under the service's own URL, which OIDC clients compare. `aws`: AWS's name, which some verifiers insist on. */
export type IssuerForm = "public" | "aws";

/** What the name of an issuer is made of. */
export interface IssuingPool extends Pick<Pool, "id" | "region"> {
  readonly settings: Pick<Pool["settings"], "IssuerConfiguration">;
}

/** What a pool's tokens name as `iss`. With IssuerConfiguration UPDATED the AWS form has its newer host. */
export function issuerOf(form: IssuerForm, publicUrl: string, pool: IssuingPool): string {
  if (form === "public") return `${publicUrl}/${pool.id}`;
  const host = pool.settings.IssuerConfiguration?.Type === "UPDATED" ? "issuer-cognito-idp" : "cognito-idp";
  return `https://${host}.${pool.region}.amazonaws.com/${pool.id}`;
}
