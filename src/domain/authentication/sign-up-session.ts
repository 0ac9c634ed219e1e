import { fail } from "../../errors.ts";
import { allowsFlow, type Client, validity } from "../client/client.ts";
import type { Services } from "../services.ts";
import type { Code } from "../user/code.ts";
import type { User } from "../user/user.ts";
import { firstFactors } from "./first-factor.ts";
import { checkMayGoOn } from "./gates.ts";
import type { Stepped } from "./next-step.ts";
import { checkSamePassword, passwordMark } from "./password-mark.ts";
import { openSessionOf, sealSession, unsealSession } from "./session.ts";
import type { SignIn, SignInState } from "./sign-in.ts";

/** Signing up, confirming and signing in, in one go: the code that confirmed a contact signs the person in with it, once. */

type Sealing = Pick<Services, "sealer" | "clock" | "random">;

const seal = (services: Sealing, client: Client, user: User, at: Pick<SignIn, "step" | "proven">): string =>
  sealSession(services, client, {
    ...at,
    id: services.random.uuid(),
    sub: user.sub,
    userCreatedAt: user.createdAt,
    flow: "USER_AUTH",
    expiresAt: new Date(services.clock.now().getTime() + validity(client).session * 1000),
    passwordMark: passwordMark(user),
    data: Buffer.alloc(0),
  });

/** SignUp's session, for clients that may use USER_AUTH. */
export const sessionOfSignUp = (services: Sealing, client: Client, user: User): string | undefined =>
  allowsFlow(client, "ALLOW_USER_AUTH") ? seal(services, client, user, { step: "SIGNED_UP", proven: [] }) : undefined;

/**
 * Throws NotAuthorizedException unless this is the session of that user's SignUp. It may have expired, or be missing, for
 * it is the code that proves something.
 */
export function checkSignUpSession(services: Sealing, client: Client, user: User, session: string): void {
  const { clientId, signIn } = unsealSession(services, session);
  if (clientId !== client.id || signIn.step !== "SIGNED_UP") refuse(signIn);
  checkUser(signIn, user);
}

/** ConfirmSignUp's session, for the same clients: its holder has answered a code that went to the contact. */
export function sessionOfConfirmation(
  services: Sealing,
  client: Client,
  user: User,
  { attribute }: Code,
): string | undefined {
  if (!allowsFlow(client, "ALLOW_USER_AUTH")) return undefined;
  return seal(services, client, user, {
    step: "CONFIRMED",
    proven: [attribute === "email" ? "email-otp" : "sms-otp"],
  });
}

/**
 * For the service's own pages: their newcomer has just chosen the password, and need not give it again once they have
 * confirmed. Until then nobody signs in with it.
 */
export const sessionOfNewcomer = (services: Sealing, client: Client, user: User): string =>
  seal(services, client, user, { step: "CONFIRMED", proven: ["password"] });

/**
 * The sign-in that follows on a ConfirmSignUp; undefined where the contact that it confirmed is no first factor.
 * Throws NotAuthorizedException for a session that is not one, or of a password that was set anew meanwhile, and what
 * `checkMayGoOn` throws.
 */
export async function resumeSignUp(
  services: Sealing & Pick<Services, "database" | "publicUrl">,
  state: SignInState,
  session: string,
): Promise<Stepped | undefined> {
  const answered = openSessionOf(services, state.client, session);
  if (answered.step !== "CONFIRMED") refuse(answered);
  checkUser(answered, state.user);
  checkSamePassword(answered, state.user);
  checkMayGoOn(state.pool, state.user, services.clock.now());
  if (answered.proven.includes("password")) return { state: { ...state, proven: answered.proven }, answered };
  const challenge = answered.proven.includes("email-otp") ? "EMAIL_OTP" : "SMS_OTP";
  if (!(await firstFactors(services, state)).includes(challenge)) return undefined;
  return { state: { ...state, proven: answered.proven }, answered };
}

function checkUser(signIn: SignIn, user: User): void {
  if (signIn.sub !== user.sub || signIn.userCreatedAt.getTime() !== user.createdAt.getTime()) refuse(signIn);
}

const refuse: ({ step }: SignIn) => never = ({ step }) =>
  fail("NotAuthorizedException", "Invalid session for the user.", `the session is of another call or user, at ${step}`);
