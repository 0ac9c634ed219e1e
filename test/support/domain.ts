import type { Face } from "./face.ts";

/** Gives a pool a domain of its own, and its name back. */
export async function giveDomain(service: Face, UserPoolId: string): Promise<string> {
  const Domain = `pool-${UserPoolId.slice(-9).toLowerCase()}`;
  await service.sdk().createUserPoolDomain({ UserPoolId, Domain });
  return Domain;
}
