import type { AuthEventType } from "@aws-sdk/client-cognito-identity-provider";
import type { AuthEvent } from "./auth-event.ts";

/** An event as AdminListUserAuthEvents shows it (AuthEventType). */
export const describeAuthEvent = ({ content, createdAt }: AuthEvent): AuthEventType => ({
  EventId: content.eventId,
  EventType: content.type,
  CreationDate: createdAt,
  EventResponse: content.response,
  EventRisk: {
    RiskDecision: content.decision,
    RiskLevel: content.level,
    CompromisedCredentialsDetected: content.compromised,
  },
  ChallengeResponses: [...content.challenges],
  // Nothing here knows where an address is.
  EventContextData: { IpAddress: content.address, DeviceName: content.deviceName, Timezone: content.timezone },
  ...(content.feedback && {
    EventFeedback: {
      FeedbackValue: content.feedback.value,
      Provider: content.feedback.provider,
      FeedbackDate: new Date(content.feedback.at),
    },
  }),
});
