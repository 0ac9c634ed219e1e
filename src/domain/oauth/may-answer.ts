import { clientSessionConfiguration, registeredItself, takesProvider } from "../client/client.ts";
import { acrLevels, acrName } from "../pool/acr.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";
import type { BrowserSession } from "./browser-session.ts";

/**
 * May the browser's session answer an app's request without the person being asked? Not where the app wants them asked
 * (`prompt`), names another provider than the one by which they signed in, or a level that they did not reach
 * (`acr_values`); and not after the time that it gives (`max_age`) or that its client has (AWS: ClientSSOSessionConfigType).
 * Nor may it for a client that registered itself: whoever is signed in would need but follow a link for a stranger's app to
 * get their tokens (RFC 6749 section 10.2).
 */
export function mayAnswer(request: AuthorizationRequest, { content }: BrowserSession, now: Date): boolean {
  const { pool, client, prompt, provider = content.provider, maxAge = Number.POSITIVE_INFINITY } = request;
  if (registeredItself(client) || prompt.some((one) => one !== "none")) return false;
  if (provider !== content.provider || !takesProvider(client, content.provider)) return false;
  const [wanted = 0] = request.levels;
  const enough = acrLevels.filter((level) => level >= wanted).map((level) => acrName(pool.settings, level));
  if (wanted > 0 && !enough.includes(content.acr ?? "")) return false;
  const { MaxValidityMinutes: minutes = 60 } = clientSessionConfiguration(client);
  const age = now.getTime() - new Date(content.authTime).getTime();
  return age < minutes * 60_000 && age <= maxAge * 1000;
}
