import type {
  AssociateSoftwareTokenResponse,
  VerifySoftwareTokenResponse,
} from "@aws-sdk/client-cognito-identity-provider";
import { newTotpSecret } from "../../crypto/totp.ts";
import { fail } from "../../errors.ts";
import { findClient } from "../client/find-client.ts";
import { mfaMethodsOf, type Pool } from "../pool/pool.ts";
import { inTimeOf } from "../pool/pool-time.ts";
import type { Services } from "../services.ts";
import type { TokenHolder } from "../token/verify.ts";
import { changeUser } from "../user/change-user.ts";
import { needsMfaSetup } from "../user/mfa.ts";
import { registerSoftwareToken } from "../user/software-token.ts";
import type { SoftwareToken, User } from "../user/user.ts";
import { checkMayGoOn } from "./gates.ts";
import { checkSamePassword } from "./password-mark.ts";
import { openSession, sealSession, unsealSession } from "./session.ts";
import { findSessionUser } from "./session-user.ts";
import { markOf, packSetup, type SetupData, unpackSetup } from "./setup-data.ts";
import type { SignIn } from "./sign-in.ts";

/** What VerifySoftwareToken is told. */
export interface AppProof {
  readonly UserCode: string;
  readonly FriendlyDeviceName?: string;
}

/** A secret for somebody who is signed in; an app that is registered already stays so until the new one is. */
export async function associateByToken(
  services: Services,
  { pool, user }: TokenHolder,
): Promise<AssociateSoftwareTokenResponse> {
  checkOffered(pool);
  const pendingSoftwareToken = newTotpSecret(services.random);
  await changeUser(services, pool, user, (present) => withCredentials(present, { pendingSoftwareToken }));
  return { SecretCode: pendingSoftwareToken };
}

/** A secret for somebody who must set up a second factor to sign in: it waits in the session, and nowhere else. */
export async function associateBySession(services: Services, session: string): Promise<AssociateSoftwareTokenResponse> {
  const setup = await openSetup(services, session);
  const secret = newTotpSecret(services.random);
  return { SecretCode: secret, Session: goOn(services, setup, { stage: "associated", secret }) };
}

/**
 * Registers the app that somebody who is signed in has told the secret; to turn it on is SetUserMFAPreference's.
 * Throws EnableSoftwareTokenMFAException for a wrong code, SoftwareTokenMFANotFoundException where no secret was asked for.
 */
export async function verifyByToken(
  services: Services,
  { pool, user }: TokenHolder,
  proof: AppProof,
): Promise<VerifySoftwareTokenResponse> {
  checkOffered(pool);
  await changeUser(services, pool, user, (present) => {
    const secret = present.credentials.pendingSoftwareToken;
    if (secret === undefined) fail("SoftwareTokenMFANotFoundException", notAssociated);
    const softwareToken = register(services, pool, secret, proof);
    return withCredentials(present, { softwareToken, pendingSoftwareToken: undefined });
  });
  return { Status: "SUCCESS" };
}

/** The same on the way in: answering MFA_SETUP with the session that this gives turns the app on. */
export async function verifyBySession(
  services: Services,
  session: string,
  proof: AppProof,
): Promise<VerifySoftwareTokenResponse> {
  const setup = await openSetup(services, session);
  const data = unpackSetup(setup.signIn.data);
  if (data.stage !== "associated") fail("SoftwareTokenMFANotFoundException", notAssociated);
  const softwareToken = register(services, setup.pool, data.secret, proof);
  await changeUser(services, setup.pool, setup.user, (present) => {
    checkNeeded(setup.pool, present);
    return withCredentials(present, { softwareToken });
  });
  return { Status: "SUCCESS", Session: goOn(services, setup, { stage: "verified", mark: markOf(softwareToken) }) };
}

const notAssociated = "No software token has been associated with the user.";

interface Setup {
  readonly pool: Pool;
  readonly clientId: string;
  readonly user: User;
  readonly signIn: SignIn;
}

/** Opens a session of MFA_SETUP that was not used yet, of somebody who has no second factor yet. */
async function openSetup(services: Services, session: string): Promise<Setup> {
  const { clientId } = unsealSession(services, session);
  const { pool } = await findClient(services, clientId);
  const { signIn } = openSession(inTimeOf(pool, services), session);
  if (signIn.step !== "MFA_SETUP") {
    fail("NotAuthorizedException", "Invalid session for the user.", `the session is one of ${signIn.step}`);
  }
  const { user, exists } = await findSessionUser(services, pool, signIn);
  if (!exists) fail("NotAuthorizedException", "Invalid session for the user.", "there is no such user any more");
  if (!user.enabled) fail("NotAuthorizedException", "User is disabled.", "the user is disabled");
  if (await services.database.spent.isSpent(signIn.id)) {
    fail("NotAuthorizedException", "Invalid session for the user, session can only be used once.");
  }
  checkSamePassword(signIn, user);
  checkMayGoOn(pool, user, inTimeOf(pool, services).clock.now());
  checkOffered(pool);
  checkNeeded(pool, user);
  return { pool, clientId, user, signIn };
}

/** The session's next state, under an id of its own; it ends when the one before would have. */
const goOn = (services: Services, { clientId, signIn }: Setup, data: SetupData): string =>
  sealSession(services, { id: clientId }, { ...signIn, id: services.random.uuid(), data: packSetup(data) });

function checkOffered(pool: Pool): void {
  if (!mfaMethodsOf(pool).includes("SOFTWARE_TOKEN_MFA")) fail("SoftwareTokenMFANotFoundException");
}

/** Whoever has a second factor by now shows it: an older session of MFA_SETUP must not put another in its place. */
function checkNeeded(pool: Pool, user: User): void {
  if (!needsMfaSetup(pool, user)) {
    fail("NotAuthorizedException", "Invalid session for the user.", "a second factor was set up meanwhile");
  }
}

function register(
  { clock }: Services,
  pool: Pool,
  secret: string,
  { UserCode, FriendlyDeviceName }: AppProof,
): SoftwareToken {
  const token = registerSoftwareToken(clock.of(pool), secret, UserCode, FriendlyDeviceName);
  if (!token) fail("EnableSoftwareTokenMFAException");
  return token;
}

const withCredentials = (user: User, credentials: Partial<User["credentials"]>): User => ({
  ...user,
  credentials: { ...user.credentials, ...credentials },
});
