import type { ChallengeNameType } from "@aws-sdk/client-cognito-identity-provider";
import type { Client } from "../client/client.ts";
import type { Group } from "../group/group.ts";
import type { Pool } from "../pool/pool.ts";
import type { User } from "../user/user.ts";

/** What a person has shown so far. */
export type Factor = "password";

/**
 * A sign-in under way: what one step leaves for the next. It travels sealed inside the Session (or SECRET_BLOCK),
 * so that any instance can go on with it. The user is read afresh at each step.
 */
export interface SignIn {
  /** Names this step alone: it is used once. */
  readonly id: string;
  /** The user's sub; for a user who does not exist, the made-up one that the answers show. */
  readonly sub: string;
  /** When that user was made: somebody who was made anew under the same sub, as by a reset, is not the one who began. */
  readonly userCreatedAt: Date;
  /** The challenge that was posed. */
  readonly step: ChallengeNameType;
  readonly expiresAt: Date;
  readonly proven: readonly Factor[];
  /** What the challenge needs to judge the answer. */
  readonly data: Buffer;
}

/** Who signs in, through which client: fresh from the database at each step. */
export interface SignInState {
  readonly pool: Pool;
  readonly client: Client;
  readonly user: User;
  readonly groups: readonly Group[];
  readonly proven: readonly Factor[];
  /** The caller's SRP_A while the password is still to be proven by SRP. */
  readonly srpA?: string;
}
