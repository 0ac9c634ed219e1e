import * as z from "zod";

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

/** The answer to the first version of the event: claims of the ID token alone, and those are text. */
export const claimsOverride = z
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
  });

const claims = { claimsToAddOrOverride: z.record(z.string(), z.json()).nullish(), claimsToSuppress: names };
const idTokenGeneration = z.strictObject(claims);
const accessTokenGeneration = z.strictObject({ ...claims, scopesToAdd: names, scopesToSuppress: names });

/** The answer to the newer versions. */
export const claimsAndScopeOverride = z
  .strictObject({
    claimsAndScopeOverrideDetails: z
      .strictObject({
        idTokenGeneration: idTokenGeneration.nullish(),
        accessTokenGeneration: accessTokenGeneration.nullish(),
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
  .refine((changes) => countOf(changes) <= mostChanges, `more than ${mostChanges} claims and scopes`);

const changesIn = ({ claimsToAddOrOverride, claimsToSuppress }: z.output<typeof idTokenGeneration>): ClaimChanges => ({
  add: claimsToAddOrOverride ?? {},
  suppress: claimsToSuppress ?? [],
});

const countOf = ({ id, access }: TokenChanges): number =>
  [id, access].reduce((sum, one) => sum + Object.keys(one?.add ?? {}).length + (one?.suppress.length ?? 0), 0) +
  (access?.scopesToAdd.length ?? 0) +
  (access?.scopesToSuppress.length ?? 0);
