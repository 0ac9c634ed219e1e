import { type Client, hidesUnknownUsers } from "../client/client.ts";
import type { Pool } from "../pool/pool.ts";
import type { User } from "../user/user.ts";
import { userAttributes } from "./user-attributes.ts";

/** Who is about to sign in, through which client; or nobody, where it hides that there is no such user. */
export interface Person {
  readonly pool: Pool;
  readonly client: Client;
  readonly user: User;
  /** What was typed, where there is no such user. */
  readonly nobody?: string;
}

/** What events call the person. */
export const userNameOf = ({ user, nobody }: Person): string => nobody ?? user.username;

/**
 * The person in an event: nobody has attributes. `userNotFound` is there through clients that hide unknown users
 * (PreventUserExistenceErrors) alone.
 */
export const personIn = ({ pool, client, user, nobody }: Person) => ({
  userAttributes: nobody === undefined ? userAttributes(pool, user) : {},
  ...(hidesUnknownUsers(client) && { userNotFound: nobody !== undefined }),
});
