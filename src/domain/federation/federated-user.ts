import { findUserByIdentity } from "../identity-provider/find-user-by-identity.ts";
import type { IdentityProvider } from "../identity-provider/identity-provider.ts";
import { type ProviderIdentity, subjectAttribute } from "../identity-provider/linked-identity.ts";
import { foldCase, type Pool, schemaAttribute } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { AliasTakeover } from "../user/aliases.ts";
import { type Attributes, changeAttributes, checkValues, missingRequired } from "../user/attributes.ts";
import { changeUser } from "../user/change-user.ts";
import { isMadeOf, withIdentities } from "../user/identities.ts";
import { insertUser } from "../user/new-user.ts";
import { isTrue, type User } from "../user/user.ts";
import { findProviderGroup } from "./provider-group.ts";
import { UpstreamRefused } from "./upstream.ts";

/** Somebody as a provider and the pool's mapping have them. */
export interface Newcomer {
  readonly provider: IdentityProvider;
  /** What tells the provider's people apart. */
  readonly subject: string;
  readonly attributes: Attributes;
  /** The SAML entity that told it. */
  readonly issuer?: string | undefined;
  /** Contacts of which the provider itself says that it has not verified them. */
  readonly unverified: readonly string[];
}

type Finding = Pick<Services, "database">;

/** What the user is called who is made of somebody's account at a provider. */
export const usernameOf = (pool: Pool, { provider, subject }: Pick<Newcomer, "provider" | "subject">): string =>
  foldCase(pool, `${provider.id}_${subject}`);

/** Whom the account leads to: the user it was linked to, or the one that was made of it. Undefined for somebody new. */
export async function findFederatedUser(services: Finding, pool: Pool, newcomer: Newcomer): Promise<User | undefined> {
  const linked = await findUserByIdentity(services, pool, ...identitiesTold(newcomer));
  if (linked) return linked;
  const username = usernameOf(pool, newcomer);
  const user = await services.database.users.find(pool, username);
  if (!user) return undefined;
  const account = { providerName: newcomer.provider.id, userId: newcomer.subject };
  if (user.username === username && isMadeOf(user, account)) return user;
  throw new UpstreamRefused(`Already found an entry for username ${username}`, "the user was not made of the account");
}

/**
 * What a link may stand for: the subject, and with providers that may be linked by them, the mapped attributes. Never an
 * address that the provider itself has not verified, whatever attribute it is mapped to, or whoever claims it there would
 * be its owner here.
 */
function identitiesTold({ provider, subject, attributes, unverified }: Newcomer): ProviderIdentity[] {
  const providerName = provider.id;
  const { type, attributeMapping } = provider.content;
  const bySubject = { providerName, attributeName: subjectAttribute, value: subject };
  if (type !== "OIDC" && type !== "SAML") return [bySubject];
  const isTrusted = (name: string) => ![name, attributeMapping[name]].some((one) => unverified.includes(one ?? ""));
  const trusted = Object.entries(attributes).filter(([name, value]) => value !== "" && isTrusted(name));
  return [bySubject, ...trusted.map(([attributeName, value]) => ({ providerName, attributeName, value }))];
}

/** Builds the user that is made of somebody's account, and stores nothing. Throws UpstreamRefused, InvalidParameterException. */
export function buildFederatedUser(
  { clock, random }: Pick<Services, "clock" | "random">,
  pool: Pool,
  newcomer: Newcomer,
): User {
  const { provider, subject, attributes, issuer } = newcomer;
  const username = usernameOf(pool, newcomer);
  if (!/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u.test(username)) {
    throw new UpstreamRefused(
      "Invalid username",
      `the provider's subject makes the username ${username.slice(0, 200)}`,
    );
  }
  const missing = missingRequired(pool, attributes);
  if (missing.length > 0) throw lacking(missing);
  checkValues(pool, attributes);
  const now = clock.now();
  const identity = {
    ...{ userId: subject, providerName: provider.id, providerType: provider.content.type, issuer: issuer ?? null },
    ...{ primary: true, dateCreated: now.getTime() },
  };
  return {
    poolId: pool.id,
    sub: random.uuid(),
    username,
    status: "EXTERNAL_PROVIDER",
    enabled: true,
    attributes: withIdentities(changeAttributes({}, attributes), [identity]),
    credentials: {},
    createdAt: now,
    modifiedAt: now,
  };
}

/**
 * Stores a user that was built, in the group of those who came from the provider. Throws UsernameExistsException, or
 * AliasExistsException for an address of somebody else.
 */
export async function insertFederatedUser(
  services: Pick<Services, "database" | "clock" | "accountId">,
  pool: Pool,
  { provider }: Newcomer,
  { user, aliases }: { readonly user: User; readonly aliases: AliasTakeover },
): Promise<void> {
  const taken = `Already found an entry for username ${user.username}`;
  const group = await findProviderGroup(services, pool, provider);
  await insertUser(services.database, pool, user, { taken, aliases, group });
}

/**
 * Writes what the provider tells now; a blank value takes an attribute away. One that cannot change makes the sign-in fail,
 * whatever its value, as at AWS: "If an attribute is immutable, Amazon Cognito throws an error when it attempts to update"
 * it. Throws UpstreamRefused, InvalidParameterException, AliasExistsException.
 */
export async function refreshAttributes(
  services: Pick<Services, "database" | "clock">,
  pool: Pool,
  user: User,
  attributes: Attributes,
): Promise<User> {
  const fixed = Object.keys(attributes).find((name) => schemaAttribute(pool, name)?.Mutable === false);
  if (fixed) throw new UpstreamRefused(`user.${fixed}: Attribute cannot be updated.`, "it is mapped, and immutable");
  const blank = missingRequired(pool, attributes).filter((name) => attributes[name] === "");
  if (blank.length > 0) throw lacking(blank);
  checkValues(pool, attributes);
  const isSame = Object.entries(attributes).every(([name, value]) => (user.attributes[name] ?? "") === value);
  if (isSame) return user;
  const modifiedAt = services.clock.now();
  const change = (present: User): User => ({
    ...present,
    attributes: changeAttributes(present.attributes, attributes),
    modifiedAt,
  });
  return changeUser(services, pool, user, change);
}

const lacking = (names: readonly string[]): UpstreamRefused =>
  new UpstreamRefused(`attributes required: [${names.join(", ")}]`, "the provider does not tell them");

/** Contacts that a provider's claims say are not verified. */
export const unverifiedIn = (claims: Readonly<Record<string, unknown>>): string[] =>
  ["email", "phone_number"].filter((contact) => {
    const verified = claims[`${contact}_verified`];
    return verified !== undefined && !isTrue(String(verified));
  });
