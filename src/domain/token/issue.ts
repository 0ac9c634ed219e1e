import type {
  AuthenticationResultType,
  ClientAuthenticationResultType,
} from "@aws-sdk/client-cognito-identity-provider";
import { type JwtClaims, signJwt } from "../../crypto/jwt.ts";
import { type Client, validity } from "../client/client.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { accessClaims, clientClaims, idClaims, type TokenFacts } from "./claims.ts";
import type { Grant } from "./grant.ts";
import { type SigningKey, signerOf } from "./signing-keys.ts";

/**
 * Signs an access token and an ID token for a grant, each with the pool's key for it; no ID token where the app has not
 * asked for one by `openid`. The endpoints of OAuth bind the two. No refresh token is in the result.
 */
export async function issueTokens(
  { database, clock, random, issuer }: Pick<Services, "database" | "clock" | "random" | "issuer">,
  facts: TokenFacts,
): Promise<AuthenticationResultType> {
  const keys = await database.pools.signingKeys(facts.pool.id);
  const now = clock.now();
  const issue = () => ({ issuer: issuer(facts.pool), now, jti: random.uuid() });
  const access = sign(keys, "access", accessClaims(facts, issue()));
  const bound = facts.via === "oauth" ? await access : undefined;
  const [AccessToken, IdToken] = await Promise.all([
    access,
    asksForIdentity(facts.grant) ? sign(keys, "id", idClaims(facts, issue(), bound)) : undefined,
  ]);
  return { AccessToken, ExpiresIn: validity(facts.client).access, TokenType: "Bearer", IdToken };
}

/** Every sign-in through the API does; on the pages an app does by `openid` (OpenID Connect Core section 3.1.2.1). */
function asksForIdentity({ scope, browserSessionId }: Grant): boolean {
  return browserSessionId === undefined || scope.split(" ").includes("openid");
}

/** Signs an access token for an app itself. */
export async function issueClientToken(
  { database, clock, random, issuer }: Pick<Services, "database" | "clock" | "random" | "issuer">,
  { pool, client, scopes }: { pool: Pool; client: Client; scopes: readonly string[] },
): Promise<ClientAuthenticationResultType> {
  const keys = await database.pools.signingKeys(pool.id);
  const issue = { issuer: issuer(pool), now: clock.now(), jti: random.uuid() };
  const AccessToken = await sign(keys, "access", clientClaims(client, scopes.join(" "), issue));
  return { AccessToken, ExpiresIn: validity(client).access, TokenType: "Bearer" };
}

async function sign(keys: readonly SigningKey[], use: SigningKey["use"], claims: JwtClaims): Promise<string> {
  const key = keys.find((candidate) => candidate.use === use);
  if (!key) throw new Error(`the pool has no key for ${use} tokens`);
  return signJwt(claims, { kid: key.kid, privateKey: signerOf(key) });
}
