import type { CreateResourceServerRequest } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { AlreadyThere } from "../already-there.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { mostResourceServers, type ResourceServer } from "./resource-server.ts";

/** Builds a resource server of the pool and stores nothing. */
export function newResourceServer(
  { clock }: Pick<Services, "clock">,
  pool: Pool,
  { Identifier, Name, Scopes }: Omit<CreateResourceServerRequest, "UserPoolId">,
): ResourceServer {
  const now = clock.now();
  return {
    poolId: pool.id,
    id: Identifier as string,
    content: { name: Name as string, scopes: Scopes },
    createdAt: now,
    modifiedAt: now,
  };
}

/**
 * Stores a new resource server. Throws InvalidParameterException where the pool has one of that identifier, and
 * LimitExceededException.
 */
export async function insertResourceServer(
  { database }: Pick<Services, "database">,
  server: ResourceServer,
): Promise<void> {
  const { poolId, id } = server;
  if ((await database.resourceServers.count(poolId)) >= mostResourceServers) {
    fail(
      "LimitExceededException",
      `User pool ${poolId} has ${mostResourceServers} resource servers, the most it may have.`,
    );
  }
  try {
    await database.resourceServers.insert(server);
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    fail("InvalidParameterException", `${id} already exists in user pool ${poolId}.`);
  }
}
