import { hash } from "node:crypto";
import type { AuthenticationResultType } from "@aws-sdk/client-cognito-identity-provider";
import { sameText } from "../../crypto/constant-time.ts";
import type { Client } from "../client/client.ts";
import type { ClientOfPool } from "../client/find-client.ts";
import { subOf } from "../document/document.ts";
import type { Services } from "../services.ts";
import { unreadableIn } from "../token/asked-for.ts";
import { newGrant } from "../token/grant.ts";
import type { GrantKey } from "../token/grant-store.ts";
import { issueTokens } from "../token/issue.ts";
import { storeGrant } from "../token/keep-grant.ts";
import type { Origin } from "../token/origin.ts";
import { type AuthorizationCode, hashCode } from "./authorization-code.ts";
import { inOAuthWords, refuse } from "./oauth-error.ts";
import type { Parameters } from "./parameters.ts";

export interface Redeemed {
  readonly tokens: AuthenticationResultType;
  readonly refreshToken: string;
}

/**
 * Tokens for a code. It is good once, for the client that it was given to, with the redirect URI and the verifier of the
 * request that it answers; whoever shows it again ends what came of it (RFC 6749 sections 4.1.2 and 10.5). Throws
 * OAuthError: invalid_request, invalid_grant, unauthorized_client.
 */
export async function redeemCode(
  services: Services,
  { client, pool }: ClientOfPool,
  parameters: Parameters,
  origin: Origin,
): Promise<Redeemed> {
  const { database, clock } = services;
  if (!mayUseCodes(client)) refuse("unauthorized_client", "the client may not use codes");
  const { code, redirect_uri: redirectUri, code_verifier: verifier } = parameters;
  if (code === undefined) refuse("invalid_request", "code is missing");
  const kept = await database.authorizationCodes.get(pool.id, hashCode(code));
  if (!kept?.expiresAt || kept.expiresAt <= clock.now()) refuse("invalid_grant", "no such code, or not any more");
  const { content, expiresAt } = kept;
  if (content.clientId !== client.id) refuse("invalid_grant", "the code is another client's");
  if (content.redirectUri !== redirectUri) refuseUri(client, redirectUri);
  checkVerifier(content, verifier);

  const unreadable = unreadableIn(content.scopes, client);
  if (unreadable) refuse("invalid_grant", `the client may not read ${unreadable}, which a scope asks for`);
  const found = await personOf(services, pool, kept);
  const use = `code/${kept.id}`;
  const key = { poolId: pool.id, sub: found.user.sub, id: content.grantId };
  // Looked at here too, so that no function runs for a code that was used before.
  if (await database.spent.isSpent(use)) return endGrant(services, key);
  const { grant, refreshToken } = newGrant(services, {
    ...{ pool, client, user: found.user, id: content.grantId, scope: content.scopes.join(" ") },
    ...{ authTime: new Date(content.authTime), acr: content.acr, amr: content.amr, origin: content.origin },
    ...{ resource: content.resource, browserSessionId: content.browserSessionId },
  });
  const facts = { pool, client, ...found, grant, nonce: content.nonce, via: "oauth" as const };
  const occasion = { client, userAgent: origin.userAgent };
  const tokens = await inOAuthWords(() =>
    issueTokens(services, facts, { source: "TokenGeneration_HostedAuth", occasion }),
  );
  const isFirst = await database.transaction(async (stores) => {
    if (!(await stores.spent.spend(use, expiresAt))) return false;
    await storeGrant(stores, pool, grant);
    // Held, and not only looked for: a sign-out that takes it away at this moment ends what comes of it (`signOutEverywhere`).
    const held = await stores.authorizationCodes.update(pool.id, kept.id, (latest) => latest);
    if (!held) refuse("invalid_grant", "the person was signed out everywhere");
    return true;
  });
  return isFirst ? { tokens, refreshToken } : endGrant(services, key);
}

/** Ends what came of a code that is shown again. */
async function endGrant({ database, clock }: Services, key: GrantKey): Promise<never> {
  await database.grants.revoke(key, clock.now());
  return refuse("invalid_grant", "the code was used before: what came of it is revoked");
}

const mayUseCodes = ({ settings: { AllowedOAuthFlowsUserPoolClient, AllowedOAuthFlows } }: Client): boolean =>
  AllowedOAuthFlowsUserPoolClient === true && AllowedOAuthFlows?.includes("code") === true;

/** RFC 6749 section 4.1.3. Of one that the client does not have at all, Cognito speaks in another way. */
function refuseUri({ settings: { CallbackURLs = [] } }: Client, redirectUri: string | undefined): never {
  if (redirectUri === undefined) return refuse("invalid_request", "redirect_uri is missing");
  const code = CallbackURLs.includes(redirectUri) ? "invalid_grant" : "unauthorized_client";
  return refuse(code, "the redirect URI is not that of the request");
}

/** RFC 7636 section 4.6; a verifier without a challenge tells of a request that was tampered with (RFC 9700 section 2.1.1). */
function checkVerifier({ codeChallenge }: AuthorizationCode["content"], verifier: string | undefined): void {
  if (codeChallenge === undefined) {
    if (verifier !== undefined) refuse("invalid_grant", "a verifier was sent, and the request had no challenge");
    return;
  }
  const isRight = verifier !== undefined && sameText(codeChallenge, hash("sha256", verifier, "base64url"));
  if (!isRight) refuse("invalid_grant", "the verifier is not that of the challenge");
}

async function personOf({ database }: Services, pool: ClientOfPool["pool"], code: AuthorizationCode) {
  const sub = subOf(code);
  const found = sub === undefined ? undefined : await database.users.findWithGroups(pool, sub);
  if (!found?.user.enabled) refuse("invalid_grant", "the user is disabled, or not there any more");
  return found;
}
