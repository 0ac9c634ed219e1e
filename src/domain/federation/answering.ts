import { CognitoError } from "../../errors.ts";
import { AuthorizationRefused, type ReturnAddress } from "../oauth/oauth-error.ts";
import { UpstreamRefused } from "./upstream.ts";

/** Does `work`; where a provider refused, or the rules of users do, the app is told. Throws AuthorizationRefused. */
export async function answering<T>(to: ReturnAddress, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const refused = inUpstreamWords(error);
    if (refused instanceof UpstreamRefused) throw new AuthorizationRefused(to, refused.code, refused);
    throw error;
  }
}

/** What the rules of users refuse is told in the same words. */
function inUpstreamWords(error: unknown): unknown {
  if (!(error instanceof CognitoError)) return error;
  return new UpstreamRefused(error.message.trim(), error.reason ?? error.message);
}
