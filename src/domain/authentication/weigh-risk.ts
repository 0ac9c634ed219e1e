import type { RiskLevelType } from "@aws-sdk/client-cognito-identity-provider";
import { verdictOnAddress } from "../risk/address.ts";
import { glimpseOf } from "../risk/glimpse.ts";
import { judgeRisk } from "../risk/judge-risk.ts";
import { type Risk, SignInBlocked } from "../risk/risk.ts";
import type { RiskConfiguration } from "../risk/risk-configuration.ts";
import { actionAt, keepsHistory, protectionOfFlow, riskConfigurationFor } from "../risk/threat-protection.ts";
import type { Services } from "../services.ts";
import { couldShowMore } from "./second-factor.ts";
import type { SignInState } from "./sign-in.ts";

type Weighing = Pick<Services, "database" | "clock" | "random">;

/**
 * Judges a sign-in's risk, once, and says what the client's configuration wants done about it; while the flow is only
 * watched, nothing. The time for it is when the first factor has been proven (AWS: "Working with adaptive authentication"),
 * and in a custom sign-in when the pool's functions are satisfied (AWS Security Blog, "Adding threat detection to custom
 * authentication flow with Amazon Cognito advanced security features"). Throws NotAuthorizedException where that is to
 * refuse it.
 */
export async function weighRisk(services: Weighing, state: SignInState): Promise<SignInState> {
  const { pool, client, flow, proven } = state;
  const isTime = flow === "CUSTOM_AUTH" ? proven.includes("custom") : proven.length > 0;
  if (state.risk || state.nobody || !isTime || !keepsHistory(pool)) return state;
  const protection = protectionOfFlow(pool, flow);
  const none = { ...state, risk: { eventId: services.random.uuid(), level: undefined, response: "WATCH" } } as const;
  const level = protection === "OFF" ? undefined : await levelOf(services, state);
  if (!level) return none;
  const configuration = await riskConfigurationFor(services, pool, client.id);
  if (verdictOnAddress(configuration, state.context.origin.ipAddress) === "skipped") return none;
  const response = protection === "ENFORCED" ? responseTo(configuration, level, state) : "WATCH";
  if (response === "BLOCK") throw new SignInBlocked(level, `the risk is ${level}`);
  return { ...none, risk: { ...none.risk, level, response } };
}

async function levelOf({ database, clock }: Weighing, state: SignInState): Promise<RiskLevelType | undefined> {
  const { pool, user, device: known, context } = state;
  const habits = await database.habits.get(pool.id, user.sub);
  const { device, ...glimpse } = glimpseOf(context);
  // A device that its user has confirmed is none to wonder at, whatever it calls itself by now.
  return judgeRisk(habits?.content, known ? glimpse : { ...glimpse, device }, clock.now());
}

function responseTo(
  configuration: RiskConfiguration | undefined,
  level: RiskLevelType,
  state: SignInState,
): Risk["response"] | "BLOCK" {
  const { EventAction } = actionAt(configuration, level);
  if (EventAction === "BLOCK") return "BLOCK";
  if (EventAction !== "MFA_REQUIRED" && EventAction !== "MFA_IF_CONFIGURED") return "PASS";
  if (couldShowMore(state)) return "MFA";
  return EventAction === "MFA_REQUIRED" ? "BLOCK" : "PASS";
}
