import type { LimitDefinitionType, LimitType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import type { Services } from "../services.ts";
import { type ApiCategory, apiCategories } from "./api-category.ts";

/** An account's greatest rate is Service Quotas' matter, which is not here: so many times what is free. */
const greatestFactor = 10;

/** The rate of calls of a category as it stands. Throws InvalidParameterException. */
export async function describeLimit(
  { database }: Pick<Services, "database">,
  definition: LimitDefinitionType,
): Promise<LimitType> {
  const { name, category } = limited(definition);
  return describe(name, category, (await database.limits.get(name)) ?? category.perSecond);
}

/** Sets it. Throws InvalidParameterException, ServiceQuotaExceededException. */
export async function setLimit(
  { database }: Pick<Services, "database">,
  definition: LimitDefinitionType,
  perSecond: number,
): Promise<LimitType> {
  const { name, category } = limited(definition);
  if (!category.adjustable) fail("InvalidParameterException", `The limit of the category ${name} cannot be adjusted.`);
  if (perSecond < category.perSecond) {
    fail("InvalidParameterException", `The limit of the category ${name} cannot be less than ${category.perSecond}.`);
  }
  const greatest = category.perSecond * greatestFactor;
  if (perSecond > greatest) {
    fail("ServiceQuotaExceededException", `The account's limit of the category ${name} is ${greatest}.`);
  }
  await database.limits.set(name, perSecond);
  return describe(name, category, perSecond);
}

function limited({ Attributes = {} }: LimitDefinitionType): { name: string; category: ApiCategory } {
  const { Category: name = "", ...others } = Attributes;
  const category = apiCategories.get(name);
  if (!category || Object.keys(others).length > 0) {
    const known = [...apiCategories.keys()].join(", ");
    fail("InvalidParameterException", `Attributes must name a Category, which is one of: ${known}.`);
  }
  return { name, category };
}

const describe = (name: string, { perSecond }: ApiCategory, ProvisionedLimitValue: number): LimitType => ({
  LimitDefinition: { LimitClass: "API_CATEGORY", Attributes: { Category: name } },
  ProvisionedLimitValue,
  FreeLimitValue: perSecond,
});
