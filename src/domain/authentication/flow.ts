import type { AuthenticationResultType, AuthFlowType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { type Client, hidesUnknownUsers } from "../client/client.ts";
import type { Group } from "../group/group.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { imaginarySub, imaginaryUser } from "../user/imaginary-user.ts";
import type { User } from "../user/user.ts";
import type { CallContext } from "./call-context.ts";
import type { Stepped } from "./next-step.ts";
import type { SignInState } from "./sign-in.ts";

/** A call that begins a sign-in, or goes on with an earlier one. */
export interface Attempt {
  readonly pool: Pool;
  readonly client: Client;
  readonly parameters: Readonly<Record<string, string>>;
  /** What signing up left, for the person to be signed in with it. */
  readonly session?: string;
  readonly context: CallContext;
}

/** Who may begin a flow, and through which clients. */
interface Gate {
  readonly names: readonly AuthFlowType[];
  /** The entry of ExplicitAuthFlows that allows it. */
  readonly permission: string;
  /** Operations that may begin it; the other answers "Initiate Auth method not supported." */
  readonly callers: readonly CallContext["caller"][];
  /** What InitiateAuth says where the client does not allow the flow; AdminInitiateAuth has one text for all. */
  readonly notEnabled: string;
  /** Refuses a client whose settings rule the flow out in another way. */
  checkClient?(client: Client): void;
}

/** One AuthFlow: how a sign-in begins. It never says what comes next: that is for `nextStep` alone. */
export interface Flow extends Gate {
  begin(services: Services, attempt: Attempt): Promise<Stepped>;
}

/** The AuthFlow that is no sign-in: it goes on with an earlier one. */
export interface Renewal extends Gate {
  renew(services: Services, attempt: Attempt): Promise<AuthenticationResultType>;
}

/**
 * The user whom a sign-in names. For one who does not exist: UserNotFoundException, or undefined where the client
 * hides that, and the flow must answer as it would to somebody with another password.
 */
export async function findSignInUser(
  { database }: Pick<Services, "database">,
  { pool, client }: Pick<Attempt, "pool" | "client">,
  username: string,
): Promise<{ user: User; groups: Group[] } | undefined> {
  const found = await database.users.findWithGroups(pool, username);
  if (!found && !hidesUnknownUsers(client)) fail("UserNotFoundException");
  return found;
}

/** The same; in place of somebody who does not exist it gives somebody made up, always the same for the same name. */
export async function findOrImagine(
  services: Pick<Services, "database" | "sealer">,
  attempt: Pick<Attempt, "pool" | "client">,
  username: string,
): Promise<Pick<SignInState, "user" | "groups" | "nobody">> {
  const found = await findSignInUser(services, attempt, username);
  if (found) return found;
  const { pool } = attempt;
  const user = imaginaryUser(services, pool, imaginarySub(services, pool, username), username);
  return { user, groups: [], nobody: true };
}
