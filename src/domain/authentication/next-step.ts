import { fail } from "../../errors.ts";
import { validity } from "../client/client.ts";
import type { Services } from "../services.ts";
import { refuseTakenAliases } from "../user/aliases.ts";
import type { Accepted, Challenge } from "./challenge.ts";
import { challenges } from "./challenges/index.ts";
import type { Ending, EndingStores, Outcome } from "./outcome.ts";
import { sealSession } from "./session.ts";
import type { SignIn, SignInState } from "./sign-in.ts";

/** What a step came to, and the session that it used, if there was one. */
export interface Stepped extends Accepted {
  readonly answered?: SignIn;
}

/**
 * THE dispatcher: what a sign-in needs next, whichever flow began it and whoever drives it. The first challenge that
 * applies is posed; when none is left, the person is signed in, and `ending` makes something of it.
 *
 * That a session was used is stored in the transaction that stores what came of it, so that of many equal answers one
 * alone goes through. Throws NotAuthorizedException for the others, and AliasExistsException where the answer gives the
 * user a name that is somebody else's.
 */
export async function nextStep<Result>(
  services: Services,
  stepped: Stepped,
  ending: Ending<Result>,
): Promise<Outcome<Result>> {
  const state = { ...stepped.state, user: stepped.change?.(stepped.state.user) ?? stepped.state.user };
  const challenge = challenges.find(({ applies }) => applies(state));
  if (challenge) return { question: await pose(services, stepped, state, challenge) };
  if (state.nobody || state.proven.length === 0) throw new Error("a sign-in came to its end and nothing was proven");
  const { result, write } = await ending(services, state);
  await store(services, stepped, state, write);
  return { signedIn: result };
}

async function pose(services: Services, stepped: Stepped, state: SignInState, challenge: Challenge) {
  const { parameters, data, available, send } = await challenge.pose(services, state);
  const session = sealSession(services, state.client, {
    id: services.random.uuid(),
    sub: state.user.sub,
    userCreatedAt: state.user.createdAt,
    flow: state.flow,
    step: challenge.name,
    expiresAt: new Date(services.clock.now().getTime() + validity(state.client).session * 1000),
    proven: state.proven,
    target: state.target,
    deviceKey: state.device?.id,
    data,
  });
  await store(services, stepped, state);
  if (!state.nobody) await send?.();
  const { sessionIn } = challenge;
  return {
    ChallengeName: challenge.name,
    ChallengeParameters: sessionIn ? { ...parameters, [sessionIn.parameter]: session } : parameters,
    ...(!sessionIn && { Session: session }),
    // The answers to challenges have no such member.
    ...(available && !stepped.answered && { AvailableChallenges: available }),
  };
}

/** Writes all that a step changes, or nothing of it. One write alone needs no transaction around it. */
async function store(
  { database }: Services,
  { answered, change, write: writeAnswer }: Stepped,
  { pool, user }: SignInState,
  write?: (stores: EndingStores) => Promise<void>,
): Promise<void> {
  if (!answered) return write?.(database);
  await refuseTakenAliases(database, pool, user, () =>
    database.transaction(async (stores) => {
      if (!(await stores.spent.spend(answered.id, answered.expiresAt))) {
        fail("NotAuthorizedException", "Invalid session for the user, session can only be used once.");
      }
      if (change && !(await stores.users.update(pool, user.sub, change))) fail("UserNotFoundException");
      await writeAnswer?.(stores);
      await write?.(stores);
    }),
  );
}
