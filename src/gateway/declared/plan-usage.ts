import { randomString } from "../../random.ts";
import { openUsage, type Usage, type UsagePlan } from "../rest/usage.ts";
import { once } from "./once.ts";
import { planRate } from "./plan-rate.ts";
import { apiIdOf, type Resource, type Resources } from "./read-resources.ts";
import type { Make } from "./services.ts";
import type { DeclaredQuota } from "./shapes.ts";

/** A key and what opens with it, however the file declares the two. */
interface Plans {
  readonly plans: readonly UsagePlan[];
  /** Keys by name, with the plans that they are in. */
  readonly links: readonly { readonly key: string; readonly plan: string }[];
}

/**
 * The API keys and usage plans of a file, for all its stages: AWS::ApiGateway::ApiKey, UsagePlan and UsagePlanKey, and what
 * SAM makes of `Auth.UsagePlan`. A key without a Value has one made up, at each start anew.
 */
export function planUsage(apis: readonly Resource<"AWS::Serverless::Api">[], resources: Resources): Make<Usage> {
  const declared = declaredPlans(resources);
  const made = madePlans(apis);
  const plans = [...declared.plans, ...made.plans];
  const links = [...declared.links, ...made.links];
  const keys = new Map(resources.of("AWS::ApiGateway::ApiKey").map(({ name, properties }) => [name, properties]));
  const names = new Set([...keys.keys(), ...made.links.map(({ key }) => key)]);
  return once(({ clock, random }) =>
    openUsage(clock, {
      plans,
      keys: [...names].map((id) => {
        const { Value, Enabled = true } = keys.get(id) ?? {};
        return {
          id,
          value: Value ?? randomString(random, keyLength, alphabet),
          origin: Value === undefined ? "made up" : "declared",
          enabled: Enabled ? "enabled" : "disabled",
          plans: links.filter(({ key }) => key === id).map(({ plan }) => plan),
        };
      }),
    }),
  );
}

/** As the keys are that AWS makes up. */
const keyLength = 40;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function declaredPlans(resources: Resources): Plans {
  const plans = resources.of("AWS::ApiGateway::UsagePlan").map(({ name, properties }): UsagePlan => {
    const { ApiStages = [], Quota, Throttle } = properties;
    const stages = ApiStages.map(({ ApiId: id, Stage: stage, Throttle: methods = {} }) => ({
      ...{ id, stage },
      methods: Object.fromEntries(
        Object.entries(methods).flatMap(([method, { RateLimit, BurstLimit }]) => {
          const rate = planRate(RateLimit, BurstLimit);
          return rate ? [[method, rate]] : [];
        }),
      ),
    }));
    return { name, stages, quota: quotaOf(Quota), throttle: planRate(Throttle?.RateLimit, Throttle?.BurstLimit) };
  });
  const links = resources
    .of("AWS::ApiGateway::UsagePlanKey")
    .map(({ properties: { KeyId: key, UsagePlanId: plan } }) => ({ key, plan }));
  return { plans, links };
}

/** What SAM makes, under the names that it gives: one plan and key for an API, or one of each for all that share them. */
function madePlans(apis: readonly Resource<"AWS::Serverless::Api">[]): Plans {
  const asked = apis.flatMap(({ name, properties: { StageName: stage, Auth } }) => {
    const plan = Auth?.UsagePlan;
    if (!plan || plan.CreateUsagePlan === "NONE") return [];
    const owner = plan.CreateUsagePlan === "SHARED" ? "Serverless" : name;
    return [{ owner, plan, at: { id: apiIdOf(name), stage, methods: {} } }];
  });
  const owners = [...Map.groupBy(asked, ({ owner }) => owner)];
  const plans = owners.map(([owner, sharing]): UsagePlan => {
    // Each of those that share it says what holds for all; the first is heard.
    const [
      {
        plan: { Quota, Throttle },
      } = { plan: {} },
    ] = sharing;
    return {
      name: `${owner}UsagePlan`,
      stages: sharing.map(({ at }) => at),
      quota: quotaOf(Quota),
      throttle: planRate(Throttle?.RateLimit, Throttle?.BurstLimit),
    };
  });
  return { plans, links: owners.map(([owner]) => ({ key: `${owner}ApiKey`, plan: `${owner}UsagePlan` })) };
}

const quotaOf = (quota: DeclaredQuota | undefined): UsagePlan["quota"] =>
  quota && { limit: quota.Limit, period: quota.Period, offset: quota.Offset ?? 0 };
