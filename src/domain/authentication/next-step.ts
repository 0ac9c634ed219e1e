import { fail } from "../../errors.ts";
import { validity } from "../client/client.ts";
import { tracksDevices } from "../device/device.ts";
import type { Services } from "../services.ts";
import { afterSignIn } from "../trigger/post-authentication.ts";
import { functionFor } from "../trigger/trigger.ts";
import { refuseTakenAliases } from "../user/aliases.ts";
import { occasionOf } from "./call-context.ts";
import type { Accepted, Challenge } from "./challenge.ts";
import { challenges } from "./challenges/index.ts";
import { decide } from "./custom-decision.ts";
import { withDevice, withDeviceIfTheirs } from "./known-device.ts";
import type { Ending, EndingStores, Outcome } from "./outcome.ts";
import { passwordMark } from "./password-mark.ts";
import { sealSession } from "./session.ts";
import { setApart } from "./set-apart.ts";
import type { SignedIn, SignIn, SignInState } from "./sign-in.ts";
import { weighRisk } from "./weigh-risk.ts";

/** What a step came to, and the session that it used, if there was one. */
export interface Stepped extends Accepted {
  readonly answered?: SignIn;
  /** The session was marked as used before its answer was judged. */
  readonly used?: true;
}

/**
 * THE dispatcher: what a sign-in needs next, whichever flow began it and whoever drives it. The first challenge that
 * applies is posed; when none is left, the person is signed in, and `ending` makes something of it. In a custom sign-in the
 * pool's function decides, as soon as nothing is due that comes after a password, until it is satisfied.
 *
 * That a session was used is stored in the transaction that stores what came of it, so that of many equal answers one
 * alone goes through. Throws NotAuthorizedException for the others and for a sign-in whose risk is refused, and
 * AliasExistsException where the answer gives the user a name that is somebody else's.
 */
export async function nextStep<Result>(
  services: Services,
  stepped: Stepped,
  ending: Ending<Result>,
): Promise<Outcome<Result>> {
  const changed = { ...stepped.state, user: stepped.change?.(stepped.state.user) ?? stepped.state.user };
  const judged = await weighRisk(services, await withDevice(services, changed));
  const due = dueIn(judged);
  const isDecided = !judged.history || judged.proven.includes("custom");
  const state = due || isDecided ? judged : await decideAndWeigh(services, judged);
  const challenge = state === judged ? due : dueIn(state);
  if (challenge) {
    const question = await pose(services, stepped, state, challenge);
    return { question, ...(state.risk !== changed.risk && { risk: state.risk }) };
  }
  if (state.nobody || state.proven.length === 0) throw new Error("a sign-in came to its end and nothing was proven");
  const signedIn = await end(services, stepped, { ...state, answered: stepped.answered?.step }, ending);
  return { signedIn, risk: state.risk };
}

async function decideAndWeigh(services: Services, state: SignInState): Promise<SignInState> {
  const decided = await decide(services, state);
  return weighRisk(services, await withDeviceIfTheirs(services, decided));
}

const dueIn = (state: SignInState): Challenge | undefined => challenges.find(({ applies }) => applies(state));

/**
 * Signs somebody in. What they have shown is used up before the pool's functions are told or asked of it, whatever comes of
 * that; where there are none, all of it is one transaction.
 */
async function end<Result>(
  services: Services,
  stepped: Stepped,
  state: SignInState & SignedIn,
  ending: Ending<Result>,
): Promise<Result> {
  const { pool, user, device } = state;
  if (!endsInFunctions(state)) {
    const { result, write } = await ending(services, state);
    const [made] = await Promise.all([result, store(services, stepped, state, write)]);
    return made;
  }
  await store(services, stepped, state);
  await afterSignIn(services, { pool, user, newDeviceUsed: tracksDevices(pool) && !device }, occasionOf(state));
  const { result, write } = await ending(services, state);
  const made = await result;
  await write(services.database);
  return made;
}

const endsInFunctions = ({ pool }: SignInState): boolean =>
  (["PostAuthentication", "PreTokenGeneration"] as const).some((name) => functionFor(pool, name) !== undefined);

async function pose(services: Services, stepped: Stepped, state: SignInState, challenge: Challenge) {
  const { parameters, data, available, send } = await challenge.pose(services, state);
  const signIn = {
    id: services.random.uuid(),
    sub: state.user.sub,
    userCreatedAt: state.user.createdAt,
    flow: state.flow,
    step: challenge.name,
    expiresAt: new Date(services.clock.now().getTime() + validity(state.client).session * 1000),
    proven: state.proven,
    passwordMark: passwordMark(state.user),
    target: state.target,
    risk: state.risk,
    deviceKey: state.device?.id,
    history: state.history,
    data,
  };
  const session = sealSession(services, state.client, await setApart(services, state.client, signIn));
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
  { answered, used, change, write: writeAnswer }: Stepped,
  { pool, user }: SignInState,
  write?: (stores: EndingStores) => Promise<void>,
): Promise<void> {
  if (!answered || used) return write?.(database);
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
