import type {
  ChallengeResponseType,
  EventResponseType,
  EventType,
  FeedbackValueType,
  RiskDecisionType,
  RiskLevelType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Document } from "../document/document.ts";
import type { Glimpse } from "../risk/glimpse.ts";

/** What happened when somebody signed in or up, or came for a new password. The newest comes first by the document's id. */
export type AuthEvent = Document<
  Glimpse & {
    /** For a sign-in, what its tokens name as `event_id`. */
    readonly eventId: string;
    readonly type: EventType;
    readonly response: EventResponseType;
    readonly clientId?: string;
    readonly decision: RiskDecisionType;
    readonly level?: RiskLevelType;
    readonly compromised: boolean;
    readonly challenges: readonly ChallengeResponseType[];
    readonly feedback?: { readonly value: FeedbackValueType; readonly provider: string; readonly at: string };
  }
>;

/** Above every moment that a Date can have, so that what is later has the lower difference. */
const end = 8_640_000_000_000_000;

/** Ids in the order from the newest event to the oldest. */
export const authEventId = (at: Date, eventId: string): string =>
  `${String(end - at.getTime()).padStart(16, "0")}-${eventId}`;

/** What an event is found by, beside its place among the user's. */
export const authEventKey = (poolId: string, eventId: string): string => `${poolId}/${eventId}`;
