import type { Services } from "../../domain/services.ts";
import { verifyAccessToken } from "../../domain/token/verify.ts";
import { fail } from "../../errors.ts";
import type { Developer } from "../../operations/operation.ts";
import { readSignature, type SignedCall, verifySignature } from "./signature.ts";

/**
 * Who signed a call. Without configured access keys (local mode) any key will do and the signature is not looked at;
 * an unsigned call is refused either way. Throws MissingAuthenticationTokenException and what `verifySignature` throws.
 */
export function identifyDeveloper(
  { clock }: Pick<Services, "clock">,
  accessKeys: ReadonlyMap<string, string>,
  call: Omit<SignedCall, "secretFor" | "machineNow">,
): Developer {
  const signature = readSignature(call.headers);
  if (!signature) fail("MissingAuthenticationTokenException");
  if (accessKeys.size > 0) {
    verifySignature({ ...call, secretFor: (id) => accessKeys.get(id), machineNow: clock.machineNow() });
  }
  return { accessKeyId: signature.accessKeyId, region: signature.region };
}

/** Whom the AccessToken member of a validated input speaks for. */
export const identifyUser = (services: Services, input: unknown) =>
  verifyAccessToken(services, (input as { AccessToken: string }).AccessToken);
