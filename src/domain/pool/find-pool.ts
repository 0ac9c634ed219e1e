import { fail } from "../../errors.ts";
import { replicaId, seenThrough } from "../replica/replica.ts";
import type { Services } from "../services.ts";
import type { Pool } from "./pool.ts";

/**
 * The pool that a call in this region names. One in another region is not found, as on AWS, where each region is a
 * service of its own, unless it has a replica in this one. Throws ResourceNotFoundException.
 */
export async function findPool(
  { database }: Pick<Services, "database">,
  { id, region }: Pick<Pool, "id" | "region">,
): Promise<Pool> {
  const pool = await database.pools.get(id);
  if (!pool) fail("ResourceNotFoundException", `User pool ${id} does not exist.`);
  if (pool.region !== region) {
    const replica = await database.replicas.get(id, replicaId);
    if (replica?.content.region === region) return seenThrough(pool, replica);
    const reason = `the pool is in ${pool.region}, the call was signed for ${region}`;
    fail("ResourceNotFoundException", `User pool ${id} does not exist.`, reason);
  }
  return pool;
}

const userPoolArn = /^arn:[\w-]+:cognito-idp:(?<region>[\w-]+):(?<account>\d+):userpool\/(?<id>[\w-]+_[0-9a-zA-Z]+)$/;

/**
 * The pool of an ARN that a call in `region` names. Throws InvalidParameterException for an ARN of something else, and
 * ResourceNotFoundException.
 */
export async function findPoolByArn(
  services: Pick<Services, "database" | "accountId">,
  arn: string,
  region: string,
): Promise<Pool> {
  const { groups } = userPoolArn.exec(arn) ?? {};
  if (!groups) fail("InvalidParameterException", `${arn} is not the ARN of a user pool.`);
  const { id = "", account } = groups;
  if (account !== services.accountId || groups.region !== region) {
    const reason = `the ARN is of ${account} in ${groups.region}, the call of ${services.accountId} in ${region}`;
    fail("ResourceNotFoundException", `User pool ${id} does not exist.`, reason);
  }
  return findPool(services, { id, region });
}
