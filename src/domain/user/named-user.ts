import { fail } from "../../errors.ts";
import { hidesUnknownUsers } from "../client/client.ts";
import type { ClientOfPool } from "../client/find-client.ts";
import { countUserCall } from "../limit/user-limit.ts";
import type { Services } from "../services.ts";
import { imaginarySub } from "./imaginary-user.ts";
import type { User } from "./user.ts";

/** What an app may ask for in a person's name without their token. */
type Asked = "ForgotPassword" | "ConfirmForgotPassword" | "ConfirmSignUp" | "ResendConfirmationCode";

/**
 * The user whom an app names without a token. For one who does not exist: UserNotFoundException, or undefined where the
 * client hides that, and the caller must answer as it would for somebody. Throws LimitExceededException where that was
 * asked for too often in this hour. Somebody who is not here yet may be brought from elsewhere by `migrate`.
 */
export async function findNamedUser(
  services: Pick<Services, "database" | "clock" | "userLimits" | "sealer">,
  { pool, client }: ClientOfPool,
  asked: Asked,
  username: string,
  migrate?: () => Promise<User | undefined>,
): Promise<User | undefined> {
  const user = (await services.database.users.find(pool, username)) ?? (await migrate?.());
  if (!user && !hidesUnknownUsers(client)) {
    fail("UserNotFoundException", "Username/client id combination not found.");
  }
  const sub = user?.sub ?? imaginarySub(services, pool, username);
  await countUserCall(services, asked, { poolId: pool.id, sub });
  return user;
}
