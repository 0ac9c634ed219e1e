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

/** What the rules of users and the pool's functions refuse is told in the same words; Cognito's end in a space of the latter. */
function inUpstreamWords(error: unknown): unknown {
  if (!(error instanceof CognitoError)) return error;
  const { message, reason = message, name } = error;
  return new UpstreamRefused(name === "UserLambdaValidationException" ? `${message} ` : message.trim(), reason);
}
