import type { Client } from "../../../domain/client/client.ts";
import type { Parameters } from "../../../domain/oauth/parameters.ts";
import type { Pool } from "../../../domain/pool/pool.ts";
import type { Services } from "../../../domain/services.ts";
import type { Origin } from "../../../domain/token/origin.ts";

/** A call of the token endpoint by a client that has authenticated itself. */
export interface TokenRequest {
  readonly pool: Pool;
  readonly client: Client;
  readonly parameters: Parameters;
  readonly origin: Origin;
}

/** The members of the token endpoint's answer (RFC 6749 section 5.1). */
export interface TokenAnswer {
  readonly id_token?: string | undefined;
  readonly access_token: string | undefined;
  readonly refresh_token?: string | undefined;
  readonly expires_in: number | undefined;
  readonly token_type: string | undefined;
}

/** One way to get tokens: its `grant_type`, and what comes of it. Throws OAuthError. */
export interface GrantType {
  readonly name: string;
  answer(services: Services, request: TokenRequest): Promise<TokenAnswer>;
}
