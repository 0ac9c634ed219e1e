import type { AuthFlowType, ChallengeNameType } from "@aws-sdk/client-cognito-identity-provider";
import type { Client } from "../client/client.ts";
import type { Device } from "../device/device.ts";
import type { Group } from "../group/group.ts";
import type { AcrLevel } from "../pool/acr.ts";
import type { Pool } from "../pool/pool.ts";
import type { Risk } from "../risk/risk.ts";
import type { ChallengeResult } from "../trigger/challenge-result.ts";
import type { User } from "../user/user.ts";
import type { CallContext } from "./call-context.ts";
import type { SeenFailures } from "./lockout.ts";

/**
 * What a person can show: first factors, then second ones; `custom` is what the pool's own functions were satisfied with.
 * Sessions hold the index: append, never reorder.
 */
export const factors = [
  "password",
  "email-otp",
  "sms-otp",
  "software-token-mfa",
  "sms-mfa",
  "email-mfa",
  "device",
  "passkey",
  "roaming-passkey",
  "custom",
  "federated",
] as const;

export type Factor = (typeof factors)[number];

/** Where a session stands: at the challenge that was posed, or before a sign-in that has signing up behind it. */
export type Step = ChallengeNameType | "SIGNED_UP" | "CONFIRMED";

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
  /** How the sign-in began. */
  readonly flow: AuthFlowType;
  readonly step: Step;
  readonly expiresAt: Date;
  readonly proven: readonly Factor[];
  /** Of the password that the user had then (`passwordMark`). */
  readonly passwordMark?: Buffer;
  /** The level that the sign-in was asked to reach, and can. */
  readonly target?: AcrLevel;
  /** What was found of its risk, where it was judged. */
  readonly risk?: Risk;
  /** The user's device that an earlier step named. */
  readonly deviceKey?: string;
  /** In a custom sign-in: what was done so far. */
  readonly history?: readonly ChallengeResult[];
  /** What the challenge needs to judge the answer. */
  readonly data: Buffer;
}

/** Who has signed in, through which client, and how. */
export interface SignedIn {
  readonly pool: Pool;
  readonly client: Client;
  readonly user: User;
  readonly groups: readonly Group[];
  readonly proven: readonly Factor[];
  /** The level that the sign-in was asked to reach, and can; then tokens tell which one it reached. */
  readonly target?: AcrLevel;
  /** The user's confirmed device that the sign-in comes from: as it says, until `proven` has it. */
  readonly device?: Device;
  /** The challenge whose answer completed the sign-in; none where the first call did. */
  readonly answered?: Step;
  /** What was found of its risk, where it was judged. */
  readonly risk?: Risk;
  /** Of the call that this step answers. */
  readonly context: CallContext;
}

/** Who is about to sign in: fresh from the database at each step. */
export interface SignInState extends SignedIn {
  /** How the sign-in began. */
  readonly flow: AuthFlowType;
  /** What had failed of their passwords when they were read; left out where that was not read along. */
  readonly failed?: SeenFailures | undefined;
  /** There is no user of the name that was typed: what is asked looks the same, nothing is sent, and no answer is right. */
  readonly nobody?: string;
  /** The caller's SRP_A while the password is still to be proven by SRP. */
  readonly srpA?: string;
  /** The device that the call names by DEVICE_KEY, not looked at yet. */
  readonly namedDevice?: string | undefined;
  /** The device's SRP_A while the device is still to be proven. */
  readonly deviceSrpA?: string;
  /** What the person has just chosen to be asked, where there was a choice. */
  readonly chosen?: ChallengeNameType;
  /** The address that is to become the person's second factor, once it has answered. */
  readonly newEmail?: string;
  /** In a custom sign-in: what was done so far. */
  readonly history?: readonly ChallengeResult[];
  /** In a custom sign-in: what the pool's function has just decided to ask. */
  readonly decided?: "PASSWORD_VERIFIER" | "CUSTOM_CHALLENGE";
}
