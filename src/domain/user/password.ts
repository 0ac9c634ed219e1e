import { createVerifier } from "../../crypto/srp.ts";
import { fail } from "../../errors.ts";
import { type Pool, passwordPolicy, srpName } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { checkPassword } from "./password-policy.ts";
import type { Credentials, PasswordRecord, User } from "./user.ts";

type PasswordServices = Pick<Services, "passwords" | "random" | "clock">;

/**
 * What the credentials of a user hold who is given `password`, after the pool's policy and history have agreed to it.
 * Throws InvalidPasswordException or PasswordHistoryPolicyViolationException.
 */
export async function choosePassword(
  { passwords, random, clock }: PasswordServices,
  pool: Pool,
  user: Pick<User, "username" | "credentials">,
  password: string,
): Promise<Pick<Credentials, "password" | "formerPasswords">> {
  const policy = passwordPolicy(pool);
  checkPassword(policy, password);
  const present = user.credentials.password;
  const known = [...(present ? [present.hash] : []), ...(user.credentials.formerPasswords ?? [])];
  const remembered = known.slice(0, policy.PasswordHistorySize ?? 0);
  for (const hash of remembered) {
    if (await passwords.verify(hash, password)) fail("PasswordHistoryPolicyViolationException");
  }
  return {
    password: await recordOf({ passwords, random, clock }, pool, user, password),
    formerPasswords: remembered.length > 0 ? remembered : undefined,
  };
}

async function recordOf(
  { passwords, random, clock }: PasswordServices,
  pool: Pool,
  { username }: Pick<User, "username">,
  password: string,
): Promise<PasswordRecord> {
  const salt = random.bytes(16);
  const verifier = createVerifier({ groupName: srpName(pool), userId: username, password, salt });
  return {
    hash: await passwords.hash(password),
    salt: salt.toString("hex"),
    verifier: verifier.toString("hex"),
    changedAt: clock.now(),
  };
}

/** The credentials of somebody whose password was good elsewhere: the pool's policy is not asked. */
export const credentialsOf = async (
  services: PasswordServices,
  pool: Pool,
  user: Pick<User, "username">,
  password: string,
): Promise<Pick<Credentials, "password">> => ({ password: await recordOf(services, pool, user, password) });

/** Keeps an imported password, which was just seen to be right, as all others are kept: from now on SRP works with it. */
export async function adoptPassword(
  services: PasswordServices & Pick<Services, "database">,
  pool: Pool,
  user: User,
  password: string,
): Promise<void> {
  const imported = user.credentials.password;
  if (!imported?.imported) return;
  const record = { ...(await recordOf(services, pool, user, password)), changedAt: imported.changedAt };
  await services.database.users.update(pool, user.sub, (present) =>
    present.credentials.password?.hash === imported.hash
      ? { ...present, credentials: { ...present.credentials, password: record } }
      : present,
  );
}
