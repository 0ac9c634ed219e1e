import type { z } from "zod";
import { readSignature, verifySignature } from "../../crypto/signature-v4.ts";
import { checkSecretHash } from "../../domain/client/check-secret-hash.ts";
import { findClient } from "../../domain/client/find-client.ts";
import { findPool } from "../../domain/pool/find-pool.ts";
import type { Services } from "../../domain/services.ts";
import { verifyAccessToken } from "../../domain/token/verify.ts";
import { fail } from "../../errors.ts";
import type { Callers, Developer } from "../../operations/operation.ts";
import { isLocalPage } from "../local-name.ts";

/** A call that may be signed, its body read. */
interface DeveloperCall {
  readonly url: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** What it must be signed for: "cognito-idp". */
  readonly service: string;
}

/**
 * Who signed a call, which is a POST as all of AWS's are here. Without configured access keys (local mode) any key will do
 * and the signature is not looked at, but a page from elsewhere is refused; an unsigned call is refused either way. Throws
 * AccessDeniedException, MissingAuthenticationTokenException and what `verifySignature` throws.
 */
export function identifyDeveloper(
  { clock, publicUrl }: Pick<Services, "clock" | "publicUrl">,
  accessKeys: ReadonlyMap<string, string>,
  { url, ...call }: DeveloperCall,
): Developer {
  const signature = readSignature(call.headers);
  if (!signature) fail("MissingAuthenticationTokenException");
  if (accessKeys.size === 0) refusePages(call.headers.get("origin"), new URL(publicUrl()).origin);
  else {
    const { pathname: path, search } = new URL(url);
    const request = { method: "POST", path, query: search.slice(1), ...call };
    verifySignature({ ...request, secretFor: (id) => accessKeys.get(id), machineNow: clock.machineNow() });
  }
  return { accessKeyId: signature.accessKeyId, region: signature.region };
}

/** Where any key will do, a page that is open in the developer's browser must not administer the service. */
function refusePages(origin: string | null, ours: string): void {
  if (origin === null || origin === ours) return;
  if (URL.canParse(origin) && isLocalPage(new URL(origin).hostname)) return;
  fail(
    "AccessDeniedException",
    "A page of another origin may not make signed calls while no access keys are configured (POOLHOUSE_ACCESS_KEYS).",
  );
}

/** The developer, and the pool that a validated input names. Throws ResourceNotFoundException. */
export async function identifyPool(
  services: Services,
  developer: Developer,
  { UserPoolId: id }: { UserPoolId: string },
): Promise<Callers["pool"]> {
  return { ...developer, pool: await findPool(services, { id, region: developer.region }) };
}

/**
 * The client that a validated input names; where the operation takes a SecretHash, the input must hold the right one.
 * Throws ResourceNotFoundException, NotAuthorizedException.
 */
export async function identifyClient(
  services: Services,
  schema: z.ZodObject,
  input: { ClientId: string },
): Promise<Callers["client"]> {
  const found = await findClient(services, input.ClientId);
  // The schema is asked, because a hash that the call leaves out must be missed.
  if ("SecretHash" in schema.shape) {
    const { SecretHash, Username } = input as typeof input & { SecretHash?: string; Username: string };
    checkSecretHash(found.client, SecretHash, Username);
  }
  return found;
}

/** Whom the access token of a validated input speaks for. Throws InvalidParameterException and what `verifyAccessToken` throws. */
export async function identifyUser(
  services: Services,
  { AccessToken: token }: { AccessToken?: string | undefined },
): Promise<Callers["user"]> {
  if (token === undefined) fail("InvalidParameterException", "Missing required parameter AccessToken");
  return verifyAccessToken(services, token);
}
