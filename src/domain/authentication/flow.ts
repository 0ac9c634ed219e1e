import type { AuthenticationResultType, AuthFlowType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { type Client, hidesUnknownUsers } from "../client/client.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { beforeSignIn } from "../trigger/pre-authentication.ts";
import { functionFor } from "../trigger/trigger.ts";
import { imaginaryIdentity, imaginaryUser } from "../user/imaginary-user.ts";
import { migrateUser } from "../user/migrate.ts";
import { type CallContext, occasionOf } from "./call-context.ts";
import type { Guessed } from "./failed-password-store.ts";
import { checkMayTry } from "./gates.ts";
import { findWhoseGuess } from "./lockout.ts";
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
  readonly names: readonly [AuthFlowType, ...AuthFlowType[]];
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

/** Who is about to sign in, afresh, or somebody made up in the place of nobody. */
type FoundPerson = Pick<SignInState, "user" | "groups" | "failed" | "nobody">;

/**
 * Whom a sign-in names, after the pool's function has agreed to it; somebody who is not here yet may come from elsewhere, if
 * the `password` was typed. In place of nobody it gives somebody made up, always the same for the same name, where the
 * client hides unknown users. Throws UserNotFoundException elsewhere, what `checkMayTry` throws, and what triggers do.
 */
export async function findPerson(
  services: Services,
  attempt: Pick<Attempt, "pool" | "client" | "context">,
  name: string,
  password?: string,
): Promise<FoundPerson> {
  const { pool, client, context } = attempt;
  const nobody = imaginaryIdentity(services, pool, name);
  const { person: found, failed } = await findWhoseGuess(services, pool, name, nobody);
  const known = found ? { ...found, failed } : await fromElsewhere(services, attempt, name, password);
  const person = known ?? { ...nobodyCalled(services, attempt, name, nobody), failed };
  const { validationData } = context;
  await beforeSignIn(services, { pool, client, ...person }, { occasion: occasionOf(attempt), validationData });
  checkMayTry(person.user);
  // While a function ran, another instance may have locked the person out: then what failed is read again.
  return functionFor(pool, "PreAuthentication") ? { ...person, failed: undefined } : person;
}

async function fromElsewhere(
  services: Services,
  attempt: Pick<Attempt, "pool" | "client" | "context">,
  name: string,
  password: string | undefined,
): Promise<FoundPerson | undefined> {
  if (password === undefined) return undefined;
  const { pool, client, context } = attempt;
  const { validationData } = context;
  const occasion = occasionOf(attempt);
  const user = await migrateUser(services, client, { pool, name, password, validationData, occasion });
  return user && { user, groups: [] };
}

function nobodyCalled(
  services: Pick<Services, "sealer">,
  { pool, client }: Pick<Attempt, "pool" | "client">,
  name: string,
  { sub }: Guessed,
): FoundPerson {
  if (!hidesUnknownUsers(client)) fail("UserNotFoundException");
  return { user: imaginaryUser(services, pool, sub, name), groups: [], nobody: name };
}
