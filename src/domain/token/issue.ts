import type {
  AuthenticationResultType,
  ClientAuthenticationResultType,
} from "@aws-sdk/client-cognito-identity-provider";
import { type JwtClaims, signJwt } from "../../crypto/jwt.ts";
import { type Client, validity } from "../client/client.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { Occasion } from "../trigger/occasion.ts";
import { changesOfTokens, type TokenRequest } from "../trigger/pre-token-generation.ts";
import { accessClaims, clientClaims, idClaims, type TokenFacts } from "./claims.ts";
import { customizeAccess, customizeId } from "./customize.ts";
import type { Grant } from "./grant.ts";
import { type SigningKey, signerOf } from "./signing-keys.ts";

type Issuing = Pick<Services, "database" | "clock" | "random" | "issuer" | "functions" | "log">;

/**
 * Signs an access token and an ID token for a grant, each with the pool's key for it, as the pool's function wants them
 * (PreTokenGeneration; `why` is what it is told); no ID token where the app has not asked for one by `openid`. The endpoints
 * of OAuth bind the two. No refresh token is in the result.
 */
export async function issueTokens(
  services: Issuing,
  facts: TokenFacts,
  { source, occasion }: Pick<TokenRequest, "source"> & { readonly occasion: Occasion },
): Promise<AuthenticationResultType> {
  const { database, clock, random, issuer, log } = services;
  const { pool, client, grant } = facts;
  const asked = { pool, source, occasion: { ...occasion, client }, scope: grant.scope, person: facts };
  const changes = await changesOfTokens(services, asked);
  const keys = await database.pools.signingKeys(pool.id);
  const customizing = { log, userPoolId: pool.id };
  const now = clock.now();
  const issue = () => ({ issuer: issuer(pool), now, jti: random.uuid() });
  const access = sign(keys, "access", customizeAccess(customizing, accessClaims(facts, issue()), changes));
  const bound = facts.via === "oauth" ? await access : undefined;
  const [AccessToken, IdToken] = await Promise.all([
    access,
    asksForIdentity(grant)
      ? sign(keys, "id", customizeId(customizing, idClaims(facts, issue(), bound), changes))
      : undefined,
  ]);
  return { AccessToken, ExpiresIn: validity(client).access, TokenType: "Bearer", IdToken };
}

/** Every sign-in through the API does; on the pages an app does by `openid` (OpenID Connect Core section 3.1.2.1). */
function asksForIdentity({ scope, browserSessionId }: Grant): boolean {
  return browserSessionId === undefined || scope.split(" ").includes("openid");
}

/** Signs an access token for an app itself, as the pool's function wants it. */
export async function issueClientToken(
  services: Issuing,
  { pool, client, scopes }: { pool: Pool; client: Client; scopes: readonly string[] },
  occasion: Occasion,
): Promise<ClientAuthenticationResultType> {
  const { database, clock, random, issuer, log } = services;
  const scope = scopes.join(" ");
  const source = "TokenGeneration_ClientCredentials";
  const changes = await changesOfTokens(services, { pool, source, occasion: { ...occasion, client }, scope });
  const keys = await database.pools.signingKeys(pool.id);
  const issue = { issuer: issuer(pool), now: clock.now(), jti: random.uuid() };
  const claims = clientClaims(client, scope, issue);
  const AccessToken = await sign(keys, "access", customizeAccess({ log, userPoolId: pool.id }, claims, changes));
  return { AccessToken, ExpiresIn: validity(client).access, TokenType: "Bearer" };
}

async function sign(keys: readonly SigningKey[], use: SigningKey["use"], claims: JwtClaims): Promise<string> {
  const key = keys.find((candidate) => candidate.use === use);
  if (!key) throw new Error(`the pool has no key for ${use} tokens`);
  return signJwt(claims, { kid: key.kid, privateKey: signerOf(key) });
}
