import type { RiskDecisionType } from "@aws-sdk/client-cognito-identity-provider";
import type { LogEntry } from "../log-delivery/log-delivery.ts";
import type { User } from "../user/user.ts";
import type { AuthEvent } from "./auth-event.ts";

const decisions: Readonly<Record<RiskDecisionType, string>> = {
  NoRisk: "PASS",
  AccountTakeover: "ACCOUNT_TAKEOVER",
  Block: "BLOCK",
};

/** An event as the pool's log of user activity has it: flags and absent values are text there. */
export const authEventLog = (
  { poolId, content, createdAt }: AuthEvent,
  { sub, username }: Pick<User, "sub" | "username">,
): LogEntry["message"] => ({
  version: "1",
  eventId: content.eventId,
  eventType: content.type,
  userSub: sub,
  userName: username,
  userPoolId: poolId,
  clientId: content.clientId ?? "",
  creationDate: javaDate(createdAt),
  eventResponse: content.response,
  riskLevel: content.level?.toUpperCase() ?? "",
  riskDecision: decisions[content.decision],
  challenges: content.challenges.map(({ ChallengeName, ChallengeResponse }) => `${ChallengeName}:${ChallengeResponse}`),
  deviceName: content.deviceName ?? "",
  ipAddress: content.address ?? "",
  requestId: "",
  idpName: "",
  compromisedCredentialDetected: String(content.compromised),
  city: "",
  country: "",
  eventFeedbackValue: content.feedback?.value ?? "",
  eventFeedbackDate: content.feedback?.at ?? "",
  eventFeedbackProvider: content.feedback?.provider ?? "",
  hasContextData: String(content.address !== undefined),
});

/** `Wed Jul 17 17:25:55 UTC 2024`, as Java writes a moment. */
function javaDate(date: Date): string {
  const [weekday = "", day, month, year, time] = date.toUTCString().split(" ");
  return `${weekday.slice(0, 3)} ${month} ${day} ${time} UTC ${year}`;
}
