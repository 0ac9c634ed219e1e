import type { FeedbackValueType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { deliverLog } from "../log-delivery/deliver-log.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { User } from "../user/user.ts";
import { type AuthEvent, authEventKey } from "./auth-event.ts";
import { authEventLog } from "./auth-event-log.ts";

type Named = { readonly pool: Pool; readonly user: Pick<User, "sub">; readonly eventId: string };

/** The user's event of this id. Throws ResourceNotFoundException. */
async function findAuthEvent(
  { database }: Pick<Services, "database">,
  { pool, user, eventId }: Named,
): Promise<AuthEvent> {
  const event = await database.authEvents.byUniqueKey(authEventKey(pool.id, eventId));
  const isTheirs = event?.owner && "sub" in event.owner && event.owner.sub === user.sub;
  if (!event || !isTheirs) fail("ResourceNotFoundException", `Auth event ${eventId} does not exist.`);
  return event;
}

/**
 * Says of an event that it was right or not; `provider` is who says so. The pool's log has the event once more, with what
 * was said. Throws ResourceNotFoundException.
 */
export async function giveFeedback(
  services: Pick<Services, "database" | "clock" | "log" | "logDestinations">,
  named: Named & { readonly user: User },
  { value, provider }: { value: FeedbackValueType; provider: string },
): Promise<void> {
  const event = await findAuthEvent(services, named);
  const now = services.clock.now();
  const judged = await services.database.authEvents.update(event.poolId, event.id, (present) => ({
    ...present,
    content: { ...present.content, feedback: { value, provider, at: now.toISOString() } },
    modifiedAt: now,
  }));
  if (judged) await deliverLog(services, named.pool, "userAuthEvents", authEventLog(judged, named.user));
}

const contextOf = ({ pool, user, eventId }: Named) => `feedback/${pool.id}/${user.sub}/${eventId}`;

/** What a user who is told of an event is given to say something of it with: good for that event alone. */
export const feedbackToken = ({ sealer }: Pick<Services, "sealer">, named: Named): string =>
  sealer.seal(Buffer.alloc(0), contextOf(named)).toString("base64url");

/** Throws NotAuthorizedException for a token that was not made for this event. */
export function checkFeedbackToken({ sealer }: Pick<Services, "sealer">, named: Named, token: string): void {
  try {
    sealer.open(Buffer.from(token, "base64url"), contextOf(named));
  } catch {
    fail("NotAuthorizedException", "Invalid feedback token", "the token is not one of this event");
  }
}
