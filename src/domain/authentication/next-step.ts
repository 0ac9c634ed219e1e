import { fail } from "../../errors.ts";
import { validity } from "../client/client.ts";
import type { Services } from "../services.ts";
import { newGrant } from "../token/grant.ts";
import { issueTokens } from "../token/issue.ts";
import { refuseTakenAliases } from "../user/aliases.ts";
import type { Accepted } from "./challenge.ts";
import { challenges } from "./challenges/index.ts";
import { inTokens, type Outcome } from "./outcome.ts";
import { sealSession } from "./session.ts";
import type { SignIn, SignInState } from "./sign-in.ts";

/**
 * THE dispatcher: what a sign-in needs next, whichever flow began it. The first challenge that applies is posed;
 * when none is left, the person is signed in.
 */
export function nextStep(services: Services, state: SignInState): Promise<Outcome> {
  return advance(services, { state });
}

/**
 * The same after a right answer to `answered`: the fact that it was used is stored in the transaction that stores
 * what came of it, so that of many equal answers one alone goes through. Throws NotAuthorizedException for the others,
 * and AliasExistsException where the answer gives the user a name that is somebody else's.
 */
export async function advance(services: Services, accepted: Accepted, answered?: SignIn): Promise<Outcome> {
  const state = { ...accepted.state, user: accepted.change?.(accepted.state.user) ?? accepted.state.user };
  const challenge = challenges.find(({ applies }) => applies(state));
  if (challenge) {
    const { parameters, data } = challenge.pose(services, state);
    const session = sealSession(services, state.client, {
      id: services.random.uuid(),
      sub: state.user.sub,
      userCreatedAt: state.user.createdAt,
      step: challenge.name,
      expiresAt: new Date(services.clock.now().getTime() + validity(state.client).session * 1000),
      proven: state.proven,
      data,
    });
    await store(services, state, accepted.change, answered);
    const { sessionIn } = challenge;
    return {
      ChallengeName: challenge.name,
      ChallengeParameters: sessionIn ? { ...parameters, [sessionIn.parameter]: session } : parameters,
      ...(!sessionIn && { Session: session }),
    };
  }
  checkAllProven(state);
  const { grant, refreshToken } = newGrant(services, state);
  const result = await issueTokens(services, { ...state, grant });
  await store(services, state, accepted.change, answered, (stores) => stores.grants.insert(grant));
  return inTokens({ ...result, RefreshToken: refreshToken });
}

/** A pool that demands a second factor gives no tokens for the first alone, and this version has no second one to ask for. */
function checkAllProven({ pool, proven }: SignInState): void {
  if (pool.settings.MfaConfiguration !== "ON" || proven.length > 1) return;
  fail("InvalidUserPoolConfigurationException", "The user pool requires MFA, which this version of Poolhouse lacks.");
}

type Write = (stores: Pick<Services["database"], "grants">) => Promise<void>;

/** Writes all that a step changes, or nothing of it. One write alone needs no transaction around it. */
async function store(
  { database }: Services,
  { pool, user }: SignInState,
  change?: Accepted["change"],
  answered?: SignIn,
  write?: Write,
): Promise<void> {
  if (!answered) return write?.(database);
  await refuseTakenAliases(database, pool, user, () =>
    database.transaction(async (stores) => {
      if (!(await stores.spent.spend(answered.id, answered.expiresAt))) {
        fail("NotAuthorizedException", "Invalid session for the user, session can only be used once.");
      }
      if (change && !(await stores.users.update(pool, user.sub, change))) fail("UserNotFoundException");
      await write?.(stores);
    }),
  );
}
