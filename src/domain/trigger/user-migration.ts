import * as z from "zod";
import type { Pool } from "../pool/pool.ts";
import type { Metadata, Occasion } from "./occasion.ts";
import { type Running, runTrigger } from "./run-trigger.ts";
import { defineTrigger } from "./trigger.ts";

interface Facts {
  readonly password?: string;
  readonly validationData?: Metadata;
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html */
export const userMigration = defineTrigger<Facts>()({
  name: "UserMigration",
  sources: ["UserMigration_Authentication", "UserMigration_ForgotPassword"],
  request: ({ password, validationData = null }) => ({ password, validationData, userAttributes: null }),
  response: {
    userAttributes: null,
    forceAliasCreation: null,
    enableSMSMFA: null,
    finalUserStatus: null,
    messageAction: null,
    desiredDeliveryMediums: null,
  },
  answer: z.strictObject({
    userAttributes: z.record(z.string(), z.string()).nullish(),
    forceAliasCreation: z.boolean().nullish(),
    enableSMSMFA: z.boolean().nullish(),
    finalUserStatus: z.enum(["CONFIRMED", "RESET_REQUIRED"]).nullish(),
    messageAction: z.enum(["SUPPRESS", "RESEND"]).nullish(),
    desiredDeliveryMediums: z.array(z.enum(["EMAIL", "SMS"])).nullish(),
  }),
});

/** What a function tells of somebody from elsewhere. */
export type Migrated = z.output<typeof userMigration.answer>;

/** Whom a sign-in or a forgotten password names, and the pool has not. */
export interface Stranger {
  readonly pool: Pool;
  readonly name: string;
  /** Where somebody signs in: what they typed. */
  readonly password?: string;
  readonly validationData?: Metadata;
  readonly occasion: Occasion;
}

/** What the pool's function knows of a stranger; undefined where the pool has none. */
export const askOfStranger = (
  services: Running,
  { pool, name, password, validationData, occasion }: Stranger,
): Promise<Migrated | undefined> =>
  runTrigger(services, userMigration, {
    ...{ pool, userName: name, occasion },
    source: password === undefined ? "UserMigration_ForgotPassword" : "UserMigration_Authentication",
    facts: { password, validationData },
  });
