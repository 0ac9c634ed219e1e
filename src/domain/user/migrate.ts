import { CognitoError, type ExceptionName, fail } from "../../errors.ts";
import { type Client, hidesUnknownUsers } from "../client/client.ts";
import type { Services } from "../services.ts";
import { functionFor } from "../trigger/trigger.ts";
import { askOfStranger, type Migrated, type Stranger } from "../trigger/user-migration.ts";
import { sendInvitation } from "./invitation.ts";
import { preferMfa } from "./mfa.ts";
import { buildUser, insertUser } from "./new-user.ts";
import { credentialsOf } from "./password.ts";
import type { User } from "./user.ts";

/** What a migration may fail with, of which the caller learns no more than that it failed. */
const failures: ReadonlySet<ExceptionName> = new Set([
  "AliasExistsException",
  "InvalidLambdaResponseException",
  "InvalidParameterException",
  "UserLambdaValidationException",
  "UsernameExistsException",
]);

/**
 * Somebody whom the pool does not have and its function knows from elsewhere (UserMigration), stored; undefined where the
 * pool has no such function, and where it knows nobody and the client hides that. Throws UserNotFoundException where it
 * does not, UnexpectedLambdaException and CodeDeliveryFailureException.
 */
export async function migrateUser(services: Services, client: Client, stranger: Stranger): Promise<User | undefined> {
  const { pool } = stranger;
  if (functionFor(pool, "UserMigration") === undefined) return undefined;
  try {
    return await bringOver(services, stranger);
  } catch (error) {
    if (!(error instanceof CognitoError) || !failures.has(error.name)) throw error;
    // Another call may have brought them over at the same time.
    const present =
      error.name === "UsernameExistsException" && (await services.database.users.find(pool, stranger.name));
    if (present) return present;
    const reason = error.reason ?? error.message;
    services.log.info({ userPoolId: pool.id, exception: error.name, reason }, "nobody was brought over from elsewhere");
    if (hidesUnknownUsers(client)) return undefined;
    fail("UserNotFoundException", `Exception migrating user in app client ${client.id}`, reason);
  }
}

async function bringOver(services: Services, stranger: Stranger): Promise<User> {
  const { pool, password, occasion } = stranger;
  const known = await askOfStranger(services, stranger);
  const user = await userFrom(services, stranger, known);
  const aliases = known?.forceAliasCreation ? "take-over" : "refuse";
  await insertUser(services.database, pool, user, { taken: "User already exists", aliases });
  if (password !== undefined && known?.messageAction !== "SUPPRESS") {
    await sendInvitation(services, pool, { user, password }, occasion, known?.desiredDeliveryMediums ?? undefined);
  }
  return user;
}

/** Their password, where they typed one, is good as it is; without another word from the function they must reset it. */
async function userFrom(
  services: Services,
  { pool, name, password }: Stranger,
  known: Migrated | undefined,
): Promise<User> {
  const { username = name, ...attributes } = known?.userAttributes ?? {};
  if (Object.keys(known?.userAttributes ?? {}).length === 0) {
    fail("InvalidLambdaResponseException", undefined, "the function knows no attribute of the user");
  }
  const status = known?.finalUserStatus ?? "RESET_REQUIRED";
  const built = buildUser(services, pool, { name: username, attributes, maker: "administrator", status });
  const credentials = password === undefined ? {} : await credentialsOf(services, pool, built, password);
  const user = { ...built, credentials };
  return known?.enableSMSMFA ? preferMfa(user, { SMS_MFA: { Enabled: true } }) : user;
}
