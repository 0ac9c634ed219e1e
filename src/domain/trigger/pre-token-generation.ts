import type { PreTokenGenerationLambdaVersionType } from "@aws-sdk/client-cognito-identity-provider";
import type { Client } from "../client/client.ts";
import { byPrecedence, type Group, preferredRole } from "../group/group.ts";
import type { Pool } from "../pool/pool.ts";
import type { User } from "../user/user.ts";
import type { Occasion } from "./occasion.ts";
import { type Running, runTrigger } from "./run-trigger.ts";
import { claimsAndScopeOverride, claimsOverride, type TokenChanges } from "./token-changes.ts";
import { defineTrigger, type Trigger } from "./trigger.ts";
import { userAttributes } from "./user-attributes.ts";

/** Why tokens are made. */
export type TokenSource =
  | "TokenGeneration_HostedAuth"
  | "TokenGeneration_Authentication"
  | "TokenGeneration_NewPasswordChallenge"
  | "TokenGeneration_AuthenticateDevice"
  | "TokenGeneration_RefreshTokens"
  | "TokenGeneration_ClientCredentials";

interface Facts {
  readonly userAttributes: Readonly<Record<string, string>>;
  readonly groups: readonly Group[];
  readonly scopes: readonly string[];
}

const groupConfiguration = (groups: readonly Group[]) => ({
  groupsToOverride: byPrecedence(groups).map(({ name }) => name),
  iamRolesToOverride: byPrecedence(groups).flatMap(({ roleArn }) => roleArn ?? []),
  preferredRole: preferredRole(groups) ?? null,
});

const userSources = [
  "TokenGeneration_HostedAuth",
  "TokenGeneration_Authentication",
  "TokenGeneration_NewPasswordChallenge",
  "TokenGeneration_AuthenticateDevice",
  "TokenGeneration_RefreshTokens",
] as const;

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html, event version one. */
export const preTokenGenerationV1 = defineTrigger<Facts>()({
  name: "PreTokenGeneration",
  sources: userSources,
  request: ({ userAttributes, groups }) => ({ userAttributes, groupConfiguration: groupConfiguration(groups) }),
  response: { claimsOverrideDetails: null },
  answer: claimsOverride,
});

const newer = <const Source extends TokenSource>(version: "2" | "3", sources: readonly Source[]) =>
  defineTrigger<Facts>()({
    name: "PreTokenGeneration",
    sources,
    version,
    request: ({ userAttributes, groups, scopes }) => ({
      userAttributes,
      groupConfiguration: groupConfiguration(groups),
      scopes,
    }),
    response: { claimsAndScopeOverrideDetails: null },
    answer: claimsAndScopeOverride,
  });

/** Event versions two, which has access tokens too, and three, which has those of machines. */
export const preTokenGenerationV2 = newer("2", userSources);
export const preTokenGenerationV3 = newer("3", [...userSources, "TokenGeneration_ClientCredentials"]);

const versions: Readonly<Record<PreTokenGenerationLambdaVersionType, Trigger<TokenSource, Facts, TokenChanges>>> = {
  V1_0: preTokenGenerationV1,
  V2_0: preTokenGenerationV2,
  V3_0: preTokenGenerationV3,
};

/** Whose tokens are about to be made, and why. */
export interface TokenRequest {
  readonly pool: Pool;
  readonly source: TokenSource;
  readonly occasion: Occasion & { readonly client: Pick<Client, "id"> };
  /** Space-separated. */
  readonly scope: string;
  /** Absent where the tokens are the client's own. */
  readonly person?: { readonly user: User; readonly groups: readonly Group[] };
}

/** What the pool's function wants of tokens that are about to be made; undefined where it has none for them. */
export async function changesOfTokens(
  services: Running,
  { pool, source, occasion, scope, person }: TokenRequest,
): Promise<TokenChanges | undefined> {
  const version = pool.settings.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion;
  const trigger = version && versions[version];
  if (!trigger?.sources.includes(source)) return undefined;
  return runTrigger(services, trigger, {
    ...{ pool, source, userName: person?.user.username ?? occasion.client.id, occasion },
    facts: {
      userAttributes: person ? userAttributes(pool, person.user) : {},
      groups: person?.groups ?? [],
      scopes: scope.split(" "),
    },
  });
}
