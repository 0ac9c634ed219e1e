import { fail } from "../../errors.ts";
import type { Client } from "../client/client.ts";
import type { Services } from "../services.ts";
import { fitsInSession } from "./session.ts";
import type { SignIn } from "./sign-in.ts";

/**
 * What a custom sign-in carries may be longer than a Session: a function can keep whatever it likes. Then it waits, sealed,
 * in the row in which the session will be marked as used, and the Session says no more than where.
 */

const contextOf = ({ id }: SignIn) => `session state/${id}`;

/** The sign-in to be sealed into the Session: all of it where that fits, else without what is set apart. */
export async function setApart(
  { database, sealer }: Pick<Services, "database" | "sealer">,
  client: Client,
  signIn: SignIn,
): Promise<SignIn> {
  if (signIn.history === undefined || fitsInSession(client, signIn)) return signIn;
  const state = { history: signIn.history, data: signIn.data.toString("base64") };
  const sealed = sealer.seal(Buffer.from(JSON.stringify(state)), contextOf(signIn));
  await database.spent.keepState(signIn.id, signIn.expiresAt, sealed);
  return { ...signIn, history: undefined, data: Buffer.alloc(0) };
}

/** The whole sign-in of a Session. Throws NotAuthorizedException where what was set apart is gone. */
export async function withSetApart(
  { database, sealer }: Pick<Services, "database" | "sealer">,
  signIn: SignIn,
): Promise<SignIn> {
  if (signIn.flow !== "CUSTOM_AUTH" || signIn.history !== undefined) return signIn;
  const sealed = await database.spent.stateOf(signIn.id);
  if (!sealed) fail("NotAuthorizedException", "Invalid session for the user, session is expired.");
  const { history, data } = JSON.parse(sealer.open(sealed, contextOf(signIn)).toString());
  return { ...signIn, history, data: Buffer.from(data, "base64") };
}
