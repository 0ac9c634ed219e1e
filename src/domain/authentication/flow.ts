import type { AuthFlowType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { type Client, hidesUnknownUsers } from "../client/client.ts";
import type { Group } from "../group/group.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { User } from "../user/user.ts";
import type { Outcome } from "./outcome.ts";

/** A call that begins a sign-in. */
export interface Attempt {
  readonly pool: Pool;
  readonly client: Client;
  readonly parameters: Readonly<Record<string, string>>;
}

/** One AuthFlow: how a sign-in begins. */
export interface Flow {
  readonly names: readonly AuthFlowType[];
  /** The entry of ExplicitAuthFlows that allows it. */
  readonly permission: string;
  /** Operations that may begin it; the other answers "Initiate Auth method not supported." */
  readonly callers: readonly ("public" | "developer")[];
  /** What InitiateAuth says where the client does not allow the flow; AdminInitiateAuth has one text for all. */
  readonly notEnabled: string;
  /** Refuses a client whose settings rule the flow out in another way. */
  checkClient?(client: Client): void;
  begin(services: Services, attempt: Attempt): Promise<Outcome>;
}

/**
 * The user whom a sign-in names. For one who does not exist: UserNotFoundException, or undefined where the client
 * hides that, and the flow must answer as it would to somebody with another password.
 */
export async function findSignInUser(
  { database }: Pick<Services, "database">,
  { pool, client }: Attempt,
  username: string,
): Promise<{ user: User; groups: Group[] } | undefined> {
  const found = await database.users.findWithGroups(pool, username);
  if (!found && !hidesUnknownUsers(client)) fail("UserNotFoundException");
  return found;
}
