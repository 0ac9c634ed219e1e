import type { AcrLevelConfigType } from "@aws-sdk/client-cognito-identity-provider";
import type { Pool } from "./pool.ts";

/** How surely somebody has signed in: from a password alone to a password with an authenticator app. */
export type AcrLevel = 1 | 2 | 3 | 4;

export const acrLevels = [1, 2, 3, 4] as const satisfies readonly AcrLevel[];

/** What the pool calls a level in tokens: its own name, or Cognito's. */
export const acrName = ({ AcrConfiguration }: Pick<Pool["settings"], "AcrConfiguration">, level: AcrLevel): string =>
  AcrConfiguration?.[`Level${level}`]?.AcrValue ?? `urn:cognito:loa:${level}`;

/** Every level by the name that is in force, as a pool is described. */
export const describeAcr = (settings: Pick<Pool["settings"], "AcrConfiguration">): Record<string, AcrLevelConfigType> =>
  Object.fromEntries(acrLevels.map((level) => [`Level${level}`, { AcrValue: acrName(settings, level) }]));
