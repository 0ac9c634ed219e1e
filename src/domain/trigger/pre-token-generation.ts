import * as z from "zod";
import type { Client } from "../client/client.ts";
import { byPrecedence, type Group, preferredRole } from "../group/group.ts";
import type { Pool } from "../pool/pool.ts";
import type { User } from "../user/user.ts";
import type { Occasion } from "./occasion.ts";
import { type Running, runTrigger } from "./run-trigger.ts";
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

/** What one token gets and loses. Where a claim is in both, it is lost. */
export interface ClaimChanges {
  readonly add: Readonly<Record<string, unknown>>;
  readonly suppress: readonly string[];
}

/** What a function wants of the tokens; a member that is absent leaves its part as it is. */
export interface TokenChanges {
  readonly id?: ClaimChanges;
  readonly access?: ClaimChanges & {
    readonly scopesToAdd: readonly string[];
    readonly scopesToSuppress: readonly string[];
  };
  /** In the place of the user's groups and roles, in both tokens. */
  readonly groups?: {
    readonly groups: readonly string[];
    readonly roles: readonly string[];
    readonly preferredRole?: string;
  };
}

/** AWS: claims and scopes, added and suppressed, all together. */
const mostChanges = 5_000;

const names = z.array(z.string()).nullish();

const groupOverrideDetails = z
  .strictObject({ groupsToOverride: names, iamRolesToOverride: names, preferredRole: z.string().nullish() })
  .nullish();

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

/** A null is one that was written: to leave groups alone, a function leaves the member out. */
function groupsIn(given: z.output<typeof groupOverrideDetails>): Pick<TokenChanges, "groups"> {
  if (given === undefined) return {};
  const { groupsToOverride, iamRolesToOverride, preferredRole } = given ?? {};
  return {
    groups: {
      groups: groupsToOverride ?? [],
      roles: iamRolesToOverride ?? [],
      preferredRole: preferredRole ?? undefined,
    },
  };
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html, event version one. */
export const preTokenGenerationV1 = defineTrigger<Facts>()({
  name: "PreTokenGeneration",
  sources: userSources,
  request: ({ userAttributes, groups }) => ({ userAttributes, groupConfiguration: groupConfiguration(groups) }),
  response: { claimsOverrideDetails: null },
  answer: z
    .strictObject({
      claimsOverrideDetails: z
        .strictObject({
          claimsToAddOrOverride: z.record(z.string(), z.string()).nullish(),
          claimsToSuppress: names,
          groupOverrideDetails,
        })
        .nullish(),
    })
    .transform(({ claimsOverrideDetails: wanted }): TokenChanges => {
      if (!wanted) return {};
      const { claimsToAddOrOverride, claimsToSuppress, groupOverrideDetails } = wanted;
      return {
        id: { add: claimsToAddOrOverride ?? {}, suppress: claimsToSuppress ?? [] },
        ...groupsIn(groupOverrideDetails),
      };
    }),
});

const claimChanges = { claimsToAddOrOverride: z.record(z.string(), z.json()).nullish(), claimsToSuppress: names };

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
    answer: z
      .strictObject({
        claimsAndScopeOverrideDetails: z
          .strictObject({
            idTokenGeneration: z.strictObject(claimChanges).nullish(),
            accessTokenGeneration: z
              .strictObject({ ...claimChanges, scopesToAdd: names, scopesToSuppress: names })
              .nullish(),
            groupOverrideDetails,
          })
          .nullish(),
      })
      .transform(({ claimsAndScopeOverrideDetails: wanted }): TokenChanges => {
        if (!wanted) return {};
        const { idTokenGeneration: id, accessTokenGeneration: access, groupOverrideDetails } = wanted;
        return {
          ...(id && { id: changesIn(id) }),
          ...(access && {
            access: {
              ...changesIn(access),
              scopesToAdd: access.scopesToAdd ?? [],
              scopesToSuppress: access.scopesToSuppress ?? [],
            },
          }),
          ...groupsIn(groupOverrideDetails),
        };
      })
      .refine((changes) => countOf(changes) <= mostChanges, `more than ${mostChanges} claims and scopes`),
  });

const changesIn = ({
  claimsToAddOrOverride,
  claimsToSuppress,
}: {
  claimsToAddOrOverride?: Record<string, unknown> | null | undefined;
  claimsToSuppress?: string[] | null | undefined;
}): ClaimChanges => ({ add: claimsToAddOrOverride ?? {}, suppress: claimsToSuppress ?? [] });

const countOf = ({ id, access }: TokenChanges): number =>
  [id, access].reduce((sum, one) => sum + Object.keys(one?.add ?? {}).length + (one?.suppress.length ?? 0), 0) +
  (access?.scopesToAdd.length ?? 0) +
  (access?.scopesToSuppress.length ?? 0);

/** Event versions two, which has access tokens too, and three, which has those of machines. */
export const preTokenGenerationV2 = newer("2", userSources);
export const preTokenGenerationV3 = newer("3", [...userSources, "TokenGeneration_ClientCredentials"]);

const versions = { V1_0: preTokenGenerationV1, V2_0: preTokenGenerationV2, V3_0: preTokenGenerationV3 } as const;

type AnyVersion = Trigger<TokenSource, Facts, TokenChanges>;

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
  const trigger = version && (versions[version] as unknown as AnyVersion);
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
