import type { ApiFacts } from "../exchange/exchange.ts";
import type { Rate } from "../rest/token-bucket.ts";
import type { ApiKey, UsagePlan } from "../rest/usage.ts";
import type { Resources } from "./read-resources.ts";

/** The API keys and usage plans of a stage, from AWS::ApiGateway::ApiKey, UsagePlan and UsagePlanKey. */
export function planUsage({ id, stage }: ApiFacts, resources: Resources): { keys: ApiKey[]; plans: UsagePlan[] } {
  const links = resources.of("AWS::ApiGateway::UsagePlanKey").map(({ properties }) => properties);
  const plans = resources.of("AWS::ApiGateway::UsagePlan").flatMap(({ name, properties }): UsagePlan[] => {
    const { ApiStages = [], Quota, Throttle } = properties;
    const here = ApiStages.find(({ ApiId, Stage }) => ApiId === id && Stage === stage);
    if (!here) return [];
    const methods = Object.entries(here.Throttle ?? {}).flatMap(([method, throttle]) => {
      const rate = rateOf(throttle);
      return rate ? [[method, rate] as const] : [];
    });
    const quota = Quota && { limit: Quota.Limit, period: Quota.Period, offset: Quota.Offset ?? 0 };
    return [{ name, throttle: Throttle && rateOf(Throttle), quota, methods: Object.fromEntries(methods) }];
  });
  const keys = resources.of("AWS::ApiGateway::ApiKey").map(
    ({ name, properties: { Value, Enabled = true } }): ApiKey => ({
      id: name,
      value: Value,
      enabled: Enabled ? "enabled" : "disabled",
      plans: links
        .filter(({ KeyId }) => KeyId === name)
        .map(({ UsagePlanId }) => UsagePlanId)
        .filter((plan) => plans.some((one) => one.name === plan)),
    }),
  );
  return { keys, plans };
}

/** A plan that bounds one of the two alone leaves the other at what an account may. */
function rateOf({ RateLimit, BurstLimit }: { RateLimit?: number; BurstLimit?: number }): Rate | undefined {
  if (RateLimit === undefined && BurstLimit === undefined) return undefined;
  return { rateLimit: RateLimit ?? 10_000, burstLimit: BurstLimit ?? 5_000 };
}
