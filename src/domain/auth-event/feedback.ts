import type { FeedbackValueType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { subOf } from "../document/document.ts";
import { deliverLog } from "../log-delivery/deliver-log.ts";
import type { Pool } from "../pool/pool.ts";
import { inTimeOf } from "../pool/pool-time.ts";
import { forgetHabits, noteHabits } from "../risk/note-habits.ts";
import { checkThreatProtection } from "../risk/threat-protection.ts";
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
  if (!event || subOf(event) !== user.sub) fail("ResourceNotFoundException", `Auth event ${eventId} does not exist.`);
  return event;
}

/** An event of a user, and the pool that both are of. */
interface EventOf {
  readonly pool: Pool;
  readonly user: User;
  readonly event: AuthEvent;
}

/** Takes an administrator's word on an event. Throws ResourceNotFoundException. */
export async function takeAdministratorsWord(
  services: Pick<Services, "database" | "clock" | "log" | "logDestinations">,
  named: Named & { readonly user: User },
  value: FeedbackValueType,
): Promise<void> {
  const event = await findAuthEvent(services, named);
  await giveFeedback(services, { ...named, event }, { value, provider: "Admin" });
}

/**
 * Says of an event that it was right or not; `provider` is who says so. From then on its device and its address are known
 * as the user's, or are not. The pool's log has the event once more, with what was said.
 */
async function giveFeedback(
  services: Pick<Services, "database" | "clock" | "log" | "logDestinations">,
  { pool, user, event }: EventOf,
  { value, provider }: { value: FeedbackValueType; provider: string },
): Promise<void> {
  const now = services.clock.now();
  const judged = await services.database.authEvents.update(event.poolId, event.id, (present) => ({
    ...present,
    content: { ...present.content, feedback: { value, provider, at: now.toISOString() } },
    modifiedAt: now,
  }));
  if (value === "Valid") await noteHabits(services, user, event.content, event.createdAt);
  else await forgetHabits(services, user, event.content);
  if (judged) await deliverLog(services, pool, "userAuthEvents", authEventLog(judged, user));
}

/** What users are told of an event, and say of it. */
export interface UsersWord {
  readonly poolId: string;
  readonly username: string;
  readonly eventId: string;
  readonly token: string;
  readonly value: FeedbackValueType;
}

/** How long after an event its user is heard, in milliseconds: a mailbox outlives the hands that hold it. */
const heardFor = 7 * 86_400_000;

/**
 * Takes a user's own word on an event, for the token that they were given with it. Throws ResourceNotFoundException,
 * UserNotFoundException, UserPoolAddOnNotEnabledException, and NotAuthorizedException for a token that was not made for it,
 * or too long ago.
 */
export async function takeUsersWord(
  services: Services,
  { poolId, username, eventId, token, value }: UsersWord,
): Promise<void> {
  const pool = await services.database.pools.get(poolId);
  if (!pool) fail("ResourceNotFoundException", `User pool ${poolId} does not exist.`);
  checkThreatProtection(pool);
  const user = await services.database.users.find(pool, username);
  if (!user) fail("UserNotFoundException");
  checkFeedbackToken(services, { pool, user, eventId }, token);
  const event = await findAuthEvent(services, { pool, user, eventId });
  const inTime = inTimeOf(pool, services);
  if (inTime.clock.now().getTime() >= event.createdAt.getTime() + heardFor) {
    fail("NotAuthorizedException", "Invalid feedback token", "the token has expired");
  }
  await giveFeedback(inTime, { pool, user, event }, { value, provider: "User" });
}

const contextOf = ({ pool, user, eventId }: Named) => `feedback/${pool.id}/${user.sub}/${eventId}`;

/** What a user who is told of an event is given to say something of it with: good for that event alone, for a week. */
export const feedbackToken = ({ sealer }: Pick<Services, "sealer">, named: Named): string =>
  sealer.seal(Buffer.alloc(0), contextOf(named)).toString("base64url");

function checkFeedbackToken({ sealer }: Pick<Services, "sealer">, named: Named, token: string): void {
  try {
    sealer.open(Buffer.from(token, "base64url"), contextOf(named));
  } catch {
    fail("NotAuthorizedException", "Invalid feedback token", "the token is not one of this event");
  }
}
