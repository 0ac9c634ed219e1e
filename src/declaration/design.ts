import { stableUuid } from "../crypto/stable-bytes.ts";
import { turnstile } from "../crypto/turnstile.ts";
import type { Branding } from "../domain/branding/branding.ts";
import { newBranding } from "../domain/branding/new-branding.ts";
import type { Client } from "../domain/client/client.ts";
import { newClient } from "../domain/client/new-client.ts";
import type { PoolOffers } from "../domain/client/pool-offers.ts";
import type { Group } from "../domain/group/group.ts";
import { newGroup } from "../domain/group/new-group.ts";
import type { IdentityProvider } from "../domain/identity-provider/identity-provider.ts";
import { buildPool } from "../domain/pool/new-pool.ts";
import { foldCase, type Pool } from "../domain/pool/pool.ts";
import { newDomain } from "../domain/pool-domain/new-domain.ts";
import type { PoolDomain } from "../domain/pool-domain/pool-domain.ts";
import { newResourceServer } from "../domain/resource-server/new-resource-server.ts";
import { type ResourceServer, scopesOf } from "../domain/resource-server/resource-server.ts";
import type { Services } from "../domain/services.ts";
import { newTerms } from "../domain/terms/new-terms.ts";
import type { Terms } from "../domain/terms/terms.ts";
import { fromList } from "../domain/user/attributes.ts";
import { buildUser } from "../domain/user/new-user.ts";
import { choosePassword } from "../domain/user/password.ts";
import type { PasswordRecord, User } from "../domain/user/user.ts";
import type { DeclaredClient, DeclaredPool, DeclaredUser } from "./declared.ts";
import { designProvider } from "./design-provider.ts";

/** A user with the groups that they are put in. */
export interface Member {
  readonly user: User;
  readonly groups: readonly string[];
}

/** Everything that a declared pool is made of, built by the rules of the domain and stored nowhere. */
export interface Design {
  readonly pool: Pool;
  readonly domains: readonly PoolDomain[];
  readonly providers: readonly IdentityProvider[];
  readonly clients: readonly Client[];
  readonly brandings: readonly Branding[];
  readonly terms: readonly Terms[];
  readonly groups: readonly Group[];
  readonly resourceServers: readonly ResourceServer[];
  readonly members: readonly Member[];
}

/** What pools, clients, groups and users are built with. */
export type Building = Pick<Services, "random" | "clock" | "accountId" | "localUrls">;
/** What users are given subs and passwords with. */
export type Hashing = Pick<Services, "random" | "clock" | "passwords" | "sealer">;

/** A password's verifier is made on the event loop while others are hashed beside it: more at once would only wait. */
const passwordsAtOnce = 4;

/** Builds all of a pool. */
export async function design(services: Building & Hashing, declared: DeclaredPool): Promise<Design> {
  const pool = designPool(services, declared);
  const resourceServers = designResourceServers(services, pool, declared);
  const offers = offersOf(services, declared, resourceServers);
  const inTurn = turnstile(passwordsAtOnce);
  return {
    pool,
    resourceServers,
    domains: designDomains(services, pool, declared),
    providers: declared.IdentityProviders.map((provider) => designProvider(services, pool, provider)),
    clients: declared.Clients.map((client) => designClient(services, pool, client, offers)),
    brandings: declared.Clients.flatMap((client) => designBranding(services, pool, client)),
    terms: declared.Clients.flatMap((client) => designTerms(services, pool, client)),
    groups: declared.Groups.map((group) => newGroup(services, pool, group)),
    members: await Promise.all(declared.Users.map((user) => inTurn(() => designMember(services, pool, user)))),
  };
}

export const designPool = (services: Building, declared: DeclaredPool): Pool =>
  buildPool(services, { id: declared.Id, region: declared.Region, input: declared });

export const designDomains = (services: Building, pool: Pool, { Domains }: DeclaredPool): PoolDomain[] =>
  Domains.map((input) => newDomain(services, { pool, input }));

export const designResourceServers = (services: Building, pool: Pool, declared: DeclaredPool): ResourceServer[] =>
  declared.ResourceServers.map((server) => newResourceServer(services, pool, server));

export const designClient = (services: Building, pool: Pool, declared: DeclaredClient, offers: PoolOffers): Client =>
  newClient(services, pool, { id: declared.ClientId, input: declared, offers });

/** The style of a declared client, or none. */
export const designBranding = (services: Building, pool: Pool, declared: DeclaredClient): Branding[] => {
  const { ClientId: id, ManagedLoginBranding: branding } = declared;
  return branding ? [newBranding(services, { id, poolId: pool.id }, branding)] : [];
};

export const designTerms = (services: Building, pool: Pool, { ClientId: id, Terms }: DeclaredClient): Terms[] =>
  Terms.map((terms) => newTerms(services, { id, poolId: pool.id }, terms));

/** What the clients of a declared pool may name. */
export const offersOf = (
  { localUrls }: Pick<Building, "localUrls">,
  { IdentityProviders }: DeclaredPool,
  servers: readonly ResourceServer[],
): PoolOffers => ({
  scopes: scopesOf(servers),
  providers: IdentityProviders.map(({ ProviderName }) => ProviderName),
  localUrls,
});

/** The user, with a password if one is declared. Throws as `buildUser` and `choosePassword` do. */
export async function designMember(services: Hashing, pool: Pool, declared: DeclaredUser): Promise<Member> {
  const user = designUser(services, pool, declared, subOf(services, pool, declared));
  const password = await passwordRecord(services, pool, user, declared);
  return { user: { ...user, credentials: { ...(password && { password }) } }, groups: declared.Groups };
}

/** Without a password. */
export const designUser = (
  services: Pick<Building, "random" | "clock">,
  pool: Pool,
  declared: DeclaredUser,
  sub: string,
): User =>
  buildUser(services, pool, {
    name: declared.Username,
    attributes: fromList(declared.UserAttributes),
    maker: "administrator",
    status: declared.Status ?? (declared.Password === undefined ? "FORCE_CHANGE_PASSWORD" : "CONFIRMED"),
    enabled: declared.Enabled,
    sub,
  });

/** The sub declared; else one that is the same at every start and reset, and that nobody without the secret can foresee. */
export const subOf = ({ sealer }: Pick<Hashing, "sealer">, pool: Pool, { Sub, Username }: DeclaredUser): string =>
  Sub ?? stableUuid(sealer.derive("declared users"), JSON.stringify([pool.id, foldCase(pool, Username)]));

/** Kept for as long as the declaration is: a reset before each test must not hash the same passwords again. */
const remembered = new WeakMap<DeclaredUser, { username: string; record: PasswordRecord }>();

async function passwordRecord(
  services: Hashing,
  pool: Pool,
  user: User,
  declared: DeclaredUser,
): Promise<PasswordRecord | undefined> {
  const password = declared.Password ?? declared.TemporaryPassword;
  if (password === undefined) return undefined;
  const known = remembered.get(declared);
  // SRP's verifier is bound to the username.
  if (known?.username === user.username) return { ...known.record, changedAt: services.clock.now() };
  const { password: record } = await choosePassword(services, pool, user, password);
  if (record) remembered.set(declared, { username: user.username, record });
  return record;
}
