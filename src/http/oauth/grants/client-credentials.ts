import * as z from "zod";
import { clientScopes, registerScope } from "../../../domain/client/client-scopes.ts";
import { inOAuthWords, refuse } from "../../../domain/oauth/oauth-error.ts";
import { findCustomScopes } from "../../../domain/resource-server/find-resource-server.ts";
import { issueClientToken } from "../../../domain/token/issue.ts";
import { CognitoError } from "../../../errors.ts";
import type { GrantType } from "./grant-type.ts";

const metadata = z.record(z.string(), z.string());

/** A token for the app itself, with the scopes of resource servers alone (RFC 6749 section 4.4). */
export const clientCredentials: GrantType = {
  name: "client_credentials",

  async answer(services, { client, pool, parameters, origin }) {
    const { AllowedOAuthFlowsUserPoolClient, AllowedOAuthFlows: flows = [] } = client.settings;
    if (!AllowedOAuthFlowsUserPoolClient || !flows.includes("client_credentials")) {
      refuse("unauthorized_client", "the client may not use client_credentials");
    }
    const asked = parameters.scope?.split(" ").filter(Boolean);
    const custom = await findCustomScopes(services, pool);
    const scopes = scopesOf(() => clientScopes(client, asked)).filter(
      (scope) => scope === registerScope || custom.has(scope),
    );
    const unknown = asked?.find((scope) => !scopes.includes(scope));
    if (unknown !== undefined) refuse("invalid_scope", `no resource server has the scope ${unknown}`);
    if (scopes.length === 0) refuse("invalid_scope", "the client has no scope of a resource server");
    const clientMetadata = metadataIn(parameters.aws_client_metadata);
    const occasion = { client, userAgent: origin.userAgent, clientMetadata };
    const tokens = await inOAuthWords(() => issueClientToken(services, { pool, client, scopes }, occasion));
    return { access_token: tokens.AccessToken, expires_in: tokens.ExpiresIn, token_type: tokens.TokenType };
  },
};

function scopesOf(read: () => readonly string[]): readonly string[] {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error;
    return refuse("invalid_scope", error.message);
  }
}

/** What the app hands through to the pool's function: a JSON object of texts. */
function metadataIn(text: string | undefined): Readonly<Record<string, string>> | undefined {
  if (text === undefined) return undefined;
  try {
    return metadata.parse(JSON.parse(text));
  } catch {
    return refuse("invalid_request", "aws_client_metadata is no JSON object of texts");
  }
}
