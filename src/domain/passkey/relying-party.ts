import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import type { User } from "../user/user.ts";

/** Whom a pool's passkeys are made for: the domain of the pages that use them. */
export interface RelyingParty {
  readonly id: string;
  readonly userVerification: "required" | "preferred";
}

/** Whether people may sign in with passkeys. */
export const takesPasskeys = ({ settings }: Pool): boolean =>
  settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors?.includes("WEB_AUTHN") ?? false;

/** Whether the pool says whom passkeys are made for. */
export const hasRelyingParty = ({ settings }: Pool): boolean => Boolean(settings.WebAuthnConfiguration?.RelyingPartyId);

/** Whether the user's passkeys count as both factors: the pool allows it, and the user has turned it on. */
export const passkeyReplacesMfa = ({ settings }: Pool, { credentials }: Pick<User, "credentials">): boolean =>
  settings.WebAuthnConfiguration?.FactorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION" &&
  credentials.mfa?.passkey === true;

/** Throws WebAuthnNotEnabledException, or WebAuthnConfigurationMissingException where the pool names no relying party. */
export function relyingParty(pool: Pool): RelyingParty {
  if (!takesPasskeys(pool)) fail("WebAuthnNotEnabledException");
  const { RelyingPartyId: id, UserVerification: userVerification = "preferred" } =
    pool.settings.WebAuthnConfiguration ?? {};
  if (!id) fail("WebAuthnConfigurationMissingException");
  return { id, userVerification };
}

/**
 * Whether a page of this origin may use the relying party's passkeys: one of its domain or below it, over HTTPS, or over
 * HTTP where browsers take the host for this machine itself (Web Authentication Level 3, sections 5.1.2 and 13.4.9).
 */
export function isOriginOf({ id }: RelyingParty, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { origin: canonical, protocol, hostname } = new URL(origin);
  if (canonical !== origin || !isWithin(hostname, id)) return false;
  return protocol === "https:" || (protocol === "http:" && isWithin(hostname, "localhost"));
}

const isWithin = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);
