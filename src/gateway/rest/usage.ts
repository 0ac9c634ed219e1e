import type { Clock } from "../../clock.ts";
import { type Rate, tokenBucket } from "../exchange/token-bucket.ts";
import type { Denial } from "../verifier/denial.ts";

/** An API key and the plans that it is in. */
export interface ApiKey {
  readonly id: string;
  readonly value: string;
  /** Who made its value up: nobody knows it but by what is shown at the start. */
  readonly origin: "declared" | "made up";
  readonly enabled: "enabled" | "disabled";
  readonly plans: readonly string[];
}

/** What keys may do. A quota is one for all the stages of a plan. */
export interface UsagePlan {
  readonly name: string;
  readonly throttle: Rate | undefined;
  readonly quota: Quota | undefined;
  readonly stages: readonly PlanStage[];
}

/** A stage of an API, by its id. */
export interface Stage {
  readonly id: string;
  readonly stage: string;
}

export interface PlanStage extends Stage {
  /** Methods with a bound of their own: `/orders/GET`. */
  readonly methods: Readonly<Record<string, Rate>>;
}

export interface Quota {
  readonly limit: number;
  readonly period: "DAY" | "WEEK" | "MONTH";
  /** Requests that are taken off the first period. */
  readonly offset: number;
}

export type UsageVerdict =
  | { readonly key: ApiKey; readonly refused?: undefined }
  | { readonly refused: "INVALID_API_KEY" | "THROTTLED" | "QUOTA_EXCEEDED"; readonly denial: Denial };

export interface Usage {
  /** Counts a request to a stage under its key, or refuses it. `method` is as a plan names it. */
  count(value: string | undefined, stage: Stage, method: string): UsageVerdict;
  /** The keys that open a stage. */
  keysOf(stage: Stage): readonly ApiKey[];
}

/** Counts what keys use, in memory: a new start begins anew. */
export function openUsage(
  clock: Pick<Clock, "machineNow">,
  { keys, plans }: { readonly keys: readonly ApiKey[]; readonly plans: readonly UsagePlan[] },
): Usage {
  const byValue = new Map(keys.map((key) => [key.value, key]));
  const byName = new Map(plans.map((plan) => [plan.name, plan]));
  const bucket = tokenBucket(clock);
  const counted = new Map<string, { readonly period: string; used: number }>();

  /** The plan by which a key opens a stage. */
  function planOf(key: ApiKey, { id, stage }: Stage): { plan: UsagePlan; at: PlanStage } | undefined {
    for (const plan of key.plans.flatMap((name) => byName.get(name) ?? [])) {
      const at = plan.stages.find((one) => one.id === id && one.stage === stage);
      if (at) return { plan, at };
    }
    return undefined;
  }

  function withinQuota(key: ApiKey, { name, quota }: UsagePlan): boolean {
    if (!quota) return true;
    const id = JSON.stringify([name, key.id]);
    const period = periodOf(clock.machineNow(), quota.period);
    const known = counted.get(id);
    const count = known?.period === period ? known : { period, used: known ? 0 : quota.offset };
    counted.set(id, count);
    if (count.used >= quota.limit) return false;
    count.used++;
    return true;
  }

  return {
    keysOf: (stage) => keys.filter((key) => planOf(key, stage)),

    count(value, stage, method) {
      const key = value === undefined ? undefined : byValue.get(value);
      const planned = key?.enabled === "enabled" ? planOf(key, stage) : undefined;
      if (!key || !planned) {
        const found =
          value === undefined ? "none" : key ? "one without a plan for this stage, or disabled" : "an unknown one";
        return { refused: "INVALID_API_KEY", denial: { check: "api key", expected: "a key of a usage plan", found } };
      }
      const { plan, at } = planned;
      const own = at.methods[method];
      const rate = own ?? plan.throttle;
      const lane = JSON.stringify([plan.name, key.id, ...(own ? [at.id, at.stage, method] : [])]);
      if (rate && !bucket(lane, rate)) {
        const expected = `${rate.rateLimit} requests a second, ${rate.burstLimit} at once`;
        return { refused: "THROTTLED", denial: { check: "throttle", expected } };
      }
      if (withinQuota(key, plan)) return { key };
      const expected = `${plan.quota?.limit} requests a ${plan.quota?.period.toLowerCase()}`;
      return { refused: "QUOTA_EXCEEDED", denial: { check: "quota", expected } };
    },
  };
}

/** What two moments of one period have alike, in UTC. A week begins on Sunday. */
function periodOf(at: Date, period: Quota["period"]): string {
  const day = at.toISOString().slice(0, 10);
  if (period === "MONTH") return day.slice(0, 7);
  if (period === "DAY") return day;
  return `week ${Math.floor((Math.floor(at.getTime() / 86_400_000) + 4) / 7)}`;
}
