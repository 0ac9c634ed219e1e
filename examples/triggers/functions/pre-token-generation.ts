import type { PreTokenGenerationV2TriggerHandler } from "aws-lambda";

const scopesOf: Readonly<Record<string, string[]>> = { staff: ["orders/write"], customers: ["orders/read"] };

/** Tokens say which shop somebody belongs to, and what their groups may do. Their address is nobody's business. */
export const handler: PreTokenGenerationV2TriggerHandler = async (event) => {
  const { groupsToOverride: groups = [] } = event.request.groupConfiguration;
  event.response.claimsAndScopeOverrideDetails = {
    idTokenGeneration: { claimsToAddOrOverride: { tenant: "shop" }, claimsToSuppress: ["email"] },
    accessTokenGeneration: { scopesToAdd: groups.flatMap((group) => scopesOf[group] ?? []) },
  };
  return event;
};
