import type { Services } from "../../domain/services.ts";
import { verifyAccessToken } from "../../domain/token/verify.ts";
import { fail } from "../../errors.ts";
import type { Developer } from "../../operations/operation.ts";
import { isLocalName } from "../local-name.ts";
import { readSignature, type SignedCall, verifySignature } from "./signature.ts";

/**
 * Who signed a call. Without configured access keys (local mode) any key will do and the signature is not looked at,
 * but a page from elsewhere is refused; an unsigned call is refused either way. Throws AccessDeniedException,
 * MissingAuthenticationTokenException and what `verifySignature` throws.
 */
export function identifyDeveloper(
  { clock, publicUrl }: Pick<Services, "clock" | "publicUrl">,
  accessKeys: ReadonlyMap<string, string>,
  call: Omit<SignedCall, "secretFor" | "machineNow">,
): Developer {
  const signature = readSignature(call.headers);
  if (!signature) fail("MissingAuthenticationTokenException");
  if (accessKeys.size === 0) refusePages(call.headers.get("origin"), new URL(publicUrl()).origin);
  else {
    verifySignature({ ...call, secretFor: (id) => accessKeys.get(id), machineNow: clock.machineNow() });
  }
  return { accessKeyId: signature.accessKeyId, region: signature.region };
}

/** Where any key will do, a page that is open in the developer's browser must not administer the service. */
function refusePages(origin: string | null, ours: string): void {
  if (origin === null || origin === ours) return;
  if (URL.canParse(origin) && isLocalName(new URL(origin).hostname)) return;
  fail(
    "AccessDeniedException",
    "A page of another origin may not make signed calls while no access keys are configured (POOLHOUSE_ACCESS_KEYS).",
  );
}

/** Whom the AccessToken member of a validated input speaks for. */
export const identifyUser = (services: Services, input: unknown) =>
  verifyAccessToken(services, (input as { AccessToken: string }).AccessToken);
