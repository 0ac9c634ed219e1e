import type { ReplicaStatusType, UserPoolReplicaType } from "@aws-sdk/client-cognito-identity-provider";
import type { Document } from "../document/document.ts";
import type { Pool, PoolSettings } from "../pool/pool.ts";

/** The settings that a replica has for itself; all others are the primary's (AWS: "Multi-Region replication for user pools"). */
export const ownSettings = ["EmailConfiguration", "LambdaConfig", "SmsConfiguration", "UserPoolTags"] as const;

/** The id of a pool's replica: it has one at most. */
export const replicaId = "secondary";

/** A pool as it answers in a second region: the same people under the same id, with some settings of its own. */
export type Replica = Document<{
  readonly region: string;
  /** Whether it signs people in; while it does not, it can be configured. */
  readonly active: boolean;
  readonly settings: Pick<PoolSettings, (typeof ownSettings)[number]>;
}>;

/** By this unique key a region's replicas are listed. */
export const replicaKey = (region: string, poolId: string): string => `${region}/${poolId}`;

/** The pool as a call that was signed for the replica's region sees it. */
export const seenThrough = (pool: Pool, replica: Replica): Pool => ({
  ...pool,
  settings: { ...pool.settings, ...replica.content.settings },
  replica: replica.content,
});

const arnIn = (pool: Pool, region: string, accountId: string) =>
  `arn:aws:cognito-idp:${region}:${accountId}:userpool/${pool.id}`;

export const describePrimary = (pool: Pool, accountId: string): UserPoolReplicaType => ({
  RegionName: pool.region,
  Status: "ACTIVE",
  Role: "PRIMARY",
  UserPoolArn: arnIn(pool, pool.region, accountId),
});

/** To make a replica and to take it away takes AWS a while, which the answer's status says; here it is done by then. */
export const describeReplica = (
  pool: Pool,
  { content }: Replica,
  accountId: string,
  Status: ReplicaStatusType = content.active ? "ACTIVE" : "INACTIVE",
): UserPoolReplicaType => ({
  RegionName: content.region,
  Status,
  Role: "SECONDARY",
  UserPoolArn: arnIn(pool, content.region, accountId),
});
