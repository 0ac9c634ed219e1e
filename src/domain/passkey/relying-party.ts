import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import { domainHost } from "../pool-domain/domain-host.ts";
import { domainsOf } from "../pool-domain/find-domain.ts";
import { isCustom } from "../pool-domain/pool-domain.ts";
import type { Services } from "../services.ts";
import type { User } from "../user/user.ts";

/** Whom a pool's passkeys are made for: the domain of the pages that use them. */
export interface RelyingParty {
  readonly id: string;
  readonly userVerification: "required" | "preferred";
}

/** Whether people may sign in with passkeys. */
export const takesPasskeys = ({ settings }: Pool): boolean =>
  settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors?.includes("WEB_AUTHN") ?? false;

type Finding = Pick<Services, "database" | "publicUrl">;

/** The domain that the pool names; or else its own, a custom one before its prefix (AWS: CreateUserPoolDomain). */
export async function relyingPartyId(services: Finding, pool: Pool): Promise<string | undefined> {
  const named = pool.settings.WebAuthnConfiguration?.RelyingPartyId;
  if (named) return named;
  const domains = await domainsOf(services, pool);
  const domain = domains.find(isCustom) ?? domains[0];
  return domain && domainHost(services, domain);
}

/** Whether the user's passkeys count as both factors: the pool allows it, and the user has turned it on. */
export const passkeyReplacesMfa = ({ settings }: Pool, { credentials }: Pick<User, "credentials">): boolean =>
  settings.WebAuthnConfiguration?.FactorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION" &&
  credentials.mfa?.passkey === true;

/** Throws WebAuthnNotEnabledException; WebAuthnConfigurationMissingException where the pool names no domain and has none. */
export async function relyingParty(services: Finding, pool: Pool): Promise<RelyingParty> {
  if (!takesPasskeys(pool)) fail("WebAuthnNotEnabledException");
  const id = await relyingPartyId(services, pool);
  if (!id) fail("WebAuthnConfigurationMissingException");
  return { id, userVerification: pool.settings.WebAuthnConfiguration?.UserVerification ?? "preferred" };
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
