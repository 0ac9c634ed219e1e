import { hash } from "node:crypto";
import type { JwtClaims } from "../../crypto/jwt.ts";
import { type Client, revokesTokens, validity } from "../client/client.ts";
import { byPrecedence, type Group, preferredRole } from "../group/group.ts";
import { type Pool, schemaAttribute } from "../pool/pool.ts";
import { readable } from "../user/attributes.ts";
import { identitiesOf } from "../user/identities.ts";
import { isTrue, type User } from "../user/user.ts";
import { askedFor } from "./asked-for.ts";
import type { Grant } from "./grant.ts";

/** All that the claims of a token are made from. */
export interface TokenFacts {
  readonly pool: Pool;
  readonly client: Client;
  readonly user: User;
  readonly groups: readonly Group[];
  readonly grant: Grant;
  /** What the tokens are handed out by: the endpoints of OAuth say more in them. */
  readonly via?: "oauth";
  /** Of the authorization request: the app finds it again in the ID token (OpenID Connect Core section 3.1.2.1). */
  readonly nonce?: string | undefined;
}

/** What the facts do not say: who issues, when, and this token's own id. */
export interface Issue {
  readonly issuer: string;
  readonly now: Date;
  readonly jti: string;
}

const seconds = (date: Date) => Math.floor(date.getTime() / 1000);

function common({ client, user, groups, grant }: TokenFacts, { issuer, now }: Issue) {
  return {
    sub: user.sub,
    ...(groups.length > 0 && { "cognito:groups": byPrecedence(groups).map(({ name }) => name) }),
    iss: issuer,
    ...(revokesTokens(client) && { origin_jti: grant.originJti }),
    event_id: grant.id,
    ...(grant.acr && { acr: grant.acr }),
    ...(grant.amr && { amr: grant.amr }),
    auth_time: seconds(grant.authTime),
    iat: seconds(now),
  };
}

/** The claims of an access token (AWS: "Understanding the access token"). */
export const accessClaims = (facts: TokenFacts, issue: Issue): JwtClaims => ({
  ...common(facts, issue),
  client_id: facts.client.id,
  ...(facts.grant.deviceKey !== undefined && { device_key: facts.grant.deviceKey }),
  ...(facts.grant.resource !== undefined && { aud: facts.grant.resource }),
  ...(facts.via === "oauth" && { version: 2 }),
  token_use: "access",
  scope: facts.grant.scope,
  exp: seconds(issue.now) + validity(facts.client).access,
  jti: issue.jti,
  username: facts.user.username,
});

/**
 * The claims of an ID token (AWS: "Understanding the identity (ID) token"): with what the client may read of the user and
 * has asked for. `accessToken` is the one that it is bound to.
 */
export function idClaims(facts: TokenFacts, issue: Issue, accessToken?: string): JwtClaims {
  const { pool, client, user, groups, grant, nonce } = facts;
  const roles = byPrecedence(groups).flatMap(({ roleArn }) => roleArn ?? []);
  const preferred = preferredRole(groups);
  return {
    ...attributeClaims(pool, askedFor(grant.scope, readable(client, user.attributes))),
    ...common(facts, issue),
    ...(roles.length > 0 && { "cognito:roles": roles }),
    ...(preferred && { "cognito:preferred_role": preferred }),
    ...identitiesClaim(user),
    "cognito:username": user.username,
    aud: client.id,
    ...(nonce !== undefined && { nonce }),
    ...(accessToken !== undefined && { at_hash: atHash(accessToken) }),
    token_use: "id",
    exp: seconds(issue.now) + validity(client).id,
    ...(revokesTokens(client) && { jti: issue.jti }),
  };
}

/** OpenID Connect Core section 3.1.3.6: the left half of the hash, for RS256 of SHA-256. */
const atHash = (accessToken: string): string =>
  hash("sha256", accessToken, "buffer").subarray(0, 16).toString("base64url");

/** The claims of an access token for an app itself, and for nobody (RFC 6749 section 4.4). `scope` is space-separated. */
export const clientClaims = (client: Client, scope: string, { issuer, now, jti }: Issue): JwtClaims => ({
  sub: client.id,
  token_use: "access",
  scope,
  auth_time: seconds(now),
  iss: issuer,
  exp: seconds(now) + validity(client).access,
  iat: seconds(now),
  version: 2,
  jti,
  client_id: client.id,
});

/** The user's accounts with identity providers: in ID tokens the flags and times are text too. */
function identitiesClaim(user: User): Record<string, unknown> {
  const identities = identitiesOf(user);
  if (identities.length === 0) return {};
  const asText = identities.map(({ primary, dateCreated, ...identity }) => ({
    ...identity,
    primary: String(primary),
    dateCreated: String(dateCreated),
  }));
  return { identities: asText };
}

/** Attributes are text in tokens but for the flags, updated_at and the address (OpenID Connect Core section 5.1). */
function attributeClaims(pool: Pool, attributes: Readonly<Record<string, string>>): Record<string, unknown> {
  const claims = Object.entries(attributes).map(([name, value]): [string, unknown] => {
    if (name === "email_verified" || name === "phone_number_verified") return [name, isTrue(value)];
    if (name === "updated_at") return [name, Number(value)];
    if (name === "address") return [name, { formatted: value }];
    return [name, value];
  });
  return Object.fromEntries(claims.filter(([name]) => schemaAttribute(pool, name)));
}
