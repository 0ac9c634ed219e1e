import { type Effects, keptOnly, shownIn } from "./effect.ts";

const limits = shownIn("operations/limit.test.ts");

const LimitDefinition = {
  LimitClass: keptOnly("there is no class but API_CATEGORY"),
  Attributes: limits("are what is free until they are set, for each category by itself"),
};

export const limit: Readonly<Record<string, Effects>> = {
  GetProvisionedLimit: { LimitDefinition },
  UpdateProvisionedLimit: {
    LimitDefinition,
    RequestedLimitValue: limits("let more through in a second once they were raised"),
  },
};
